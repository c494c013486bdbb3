# SPDX-License-Identifier: MulanPSL-2.0
"""The menu bar and the tool bar: which actions stand where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar, QToolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from fuyi_editor.ui.clipboard.actions import ClipActions
    from fuyi_editor.ui.edit_actions import EditActions
    from fuyi_editor.ui.errors.log_actions import LogActions
    from fuyi_editor.ui.file_actions import FileActions
    from fuyi_editor.ui.find.find_actions import FindActions
    from fuyi_editor.ui.findings.review_actions import ReviewActions
    from fuyi_editor.ui.findings.review_sheet_actions import ReviewSheetActions
    from fuyi_editor.ui.layouts.taxonomy_actions import TaxonomyActions
    from fuyi_editor.ui.layouts.template_actions import TemplateActions
    from fuyi_editor.ui.library.actions import LibraryActions
    from fuyi_editor.ui.manual.actions import HelpActions
    from fuyi_editor.ui.manual.first_start import FirstStart
    from fuyi_editor.ui.merge.actions import MergeActions
    from fuyi_editor.ui.preferences.actions import PreferencesActions
    from fuyi_editor.ui.recovery.safety import Safety
    from fuyi_editor.ui.tabs.tab_actions import TabActions
    from fuyi_editor.ui.view_actions import ViewActions
    from fuyi_editor.ui.yearly.compare_actions import CompareActions
    from fuyi_editor.ui.yearly.last_year_actions import LastYearActions
    from fuyi_editor.ui.yearly.rollover_actions import RollOverActions


def fill_menu_bar(
    bar: QMenuBar,
    files: FileActions,
    templates: TemplateActions,
    rollovers: RollOverActions,
    edits: EditActions,
    taxonomies: TaxonomyActions,
    last_years: LastYearActions,
    library: LibraryActions,
    reviews: ReviewActions,
    sheets: ReviewSheetActions,
    compares: CompareActions,
    merging: MergeActions,
    views: ViewActions,
    help_: HelpActions,
    first_start: FirstStart,
    finding: FindActions,
    clips: ClipActions,
    safety: Safety,
    logs: LogActions,
    tabbing: TabActions,
    preferences: PreferencesActions,
) -> None:
    """All menus, from left to right."""
    _fill_files(bar.addMenu("文件(&F)"), files, templates, rollovers, safety, tabbing, preferences)
    edit_menu = bar.addMenu("录入(&E)")
    _fill_edits(edit_menu, templates, edits, clips, finding, taxonomies, last_years, library)
    _fill_reviews(bar.addMenu("审核(&C)"), reviews, sheets, compares, views)
    bar.addMenu("汇总(&M)").addAction(merging.merge)
    _fill_views(bar.addMenu("视图(&V)"), views, tabbing)
    _fill_help(bar.addMenu("帮助(&H)"), help_, first_start, logs)


def _fill_help(menu: QMenu, help_: HelpActions, first_start: FirstStart, logs: LogActions) -> None:
    menu.addActions([help_.manual, help_.shortcuts])
    menu.addSeparator()
    menu.addActions([first_start.show_hints, first_start.open_sample])
    menu.addSeparator()
    menu.addActions([logs.open_folder, help_.about])


def _fill_files(
    menu: QMenu,
    files: FileActions,
    templates: TemplateActions,
    rollovers: RollOverActions,
    safety: Safety,
    tabbing: TabActions,
    preferences: PreferencesActions,
) -> None:
    menu.addActions([files.new, templates.new, rollovers.roll_over, files.open, files.paste])
    menu.addMenu(files.recent_menu)
    menu.addSeparator()
    menu.addActions([files.save, files.save_as, files.apply_layout])
    menu.addActions([safety.history, safety.recover])
    menu.addSeparator()
    menu.addActions([files.print, files.pdf])
    menu.addSeparator()
    menu.addActions([tabbing.close, preferences.open, files.quit])


def _fill_edits(
    menu: QMenu,
    templates: TemplateActions,
    edits: EditActions,
    clips: ClipActions,
    finding: FindActions,
    taxonomies: TaxonomyActions,
    last_years: LastYearActions,
    library: LibraryActions,
) -> None:
    menu.addActions([edits.undo, edits.redo])
    menu.addSeparator()
    menu.addActions(clips.all)
    menu.addSeparator()
    menu.addActions(list(finding.all))
    menu.addSeparator()
    edits.adding.fill(menu)
    menu.addAction(templates.add)
    menu.addSeparator()
    menu.addActions([edits.rename, edits.duplicate, edits.up, edits.down])
    menu.addSeparator()
    menu.addAction(edits.delete)
    menu.addSeparator()
    menu.addMenu("上年对照(&O)").addActions(last_years.all)
    menu.addActions([library.open, taxonomies.change])
    # Whether anything would move is looked up only then, not at every keystroke.
    menu.aboutToShow.connect(taxonomies.refresh)


def _fill_reviews(
    menu: QMenu,
    reviews: ReviewActions,
    sheets: ReviewSheetActions,
    compares: CompareActions,
    views: ViewActions,
) -> None:
    menu.addActions([views.check_now, views.next_finding, views.previous_finding])
    menu.addActions([views.next_error, reviews.other, reviews.enter_list])
    menu.addSeparator()
    menu.addActions([reviews.fix, reviews.fix_rule, reviews.explain])
    menu.addSeparator()
    menu.addActions([reviews.dismiss, reviews.dismiss_rule, reviews.dismissed])
    menu.addSeparator()
    menu.addMenu("审核意见表(&S)").addActions([sheets.preview, sheets.save])
    menu.addSeparator()
    menu.addActions(list(compares.all))


def _fill_views(menu: QMenu, views: ViewActions, tabbing: TabActions) -> None:
    menu.addAction(views.find)
    menu.addActions([views.expand_all, views.collapse_all])
    menu.addSeparator()
    menu.addActions(list(views.zooms.all))
    menu.addSeparator()
    menu.addActions(list(views.panels.values()))
    menu.addActions(views.panes.all)
    menu.addSeparator()
    menu.addActions([tabbing.next, tabbing.previous])
    menu.addMenu(tabbing.list_menu)
    menu.addSeparator()
    menu.addMenu("主题(&M)").addActions(views.themes.actions())


def _tip(action: QAction) -> str:
    """The words of an action and its key, without the letter that only a menu needs."""
    words = action.text().split("(&")[0]
    key = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
    return f"{words}（{key.replace('Up', '↑').replace('Down', '↓')}）" if key else words


def fill_tool_bar(
    bar: QToolBar, files: FileActions, edits: EditActions, views: ViewActions
) -> None:
    """What is used all day; words beside the icons that need them."""
    bar.setObjectName("tools")
    if (more := bar.findChild(QToolButton)) is not None:
        more.setAccessibleName("更多按钮")  # Qt's own, where the window is narrow
    bar.setMovable(False)
    bar.setIconSize(QSize(18, 18))
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    adding = edits.adding
    new_rows = (adding.task, adding.indicator, adding.by_slot["paragraphs"])
    named: dict[QAction, str] = {
        files.open: "打开", files.save: "保存",
        **dict(zip(new_rows, ("新增任务", "新增指标", "新增段落"), strict=True)),
        views.check_now: "检查", views.next_finding: "下一处", files.print: "打印",
    }  # fmt: skip
    for action, text in named.items():
        action.setIconText(text)
    groups = (
        (files.open, files.save),
        (edits.undo, edits.redo),
        (*new_rows, edits.duplicate, edits.up, edits.down, edits.delete),
        (views.check_now, views.next_finding),
        (files.print, files.pdf),
        (views.zooms.zoom_out, views.zooms.zoom_in, views.zooms.fit_width),
    )
    for number, group in enumerate(groups):
        if number:
            bar.addSeparator()
        for action in group:
            bar.addAction(action)
            if action not in (edits.undo, edits.redo):  # whose words change with what was done
                action.setToolTip(_tip(action))
            button = bar.widgetForAction(action)
            if action in named and isinstance(button, QToolButton):
                button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
