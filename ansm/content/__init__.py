"""The editors' files turned into one checked Handbook, or refused with every fault found, in plain French.

The whole room in four steps: `read_tree` (bytes) → `load` (a Handbook, or ContentError); `SourceTree.archive`
and `from_archive` keep a version for the diagnostics answered under it; `uncovered_needs` says what no service
answers; `shipped_folder` is where the content delivered with the program stands.
"""

from ansm.content.coverage import uncovered_needs
from ansm.content.loading import load
from ansm.content.source import SourceFile, SourceTree, read_tree, shipped_folder

__all__ = ["SourceFile", "SourceTree", "load", "read_tree", "shipped_folder", "uncovered_needs"]
