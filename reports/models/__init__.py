from reports.models.category import Category
from reports.models.draft import ReportDraft
from reports.models.report import Report
from reports.models.story import Removal, ReportPhoto, ReportUpdate, Support

__all__ = ["Category", "Removal", "Report", "ReportDraft", "ReportPhoto", "ReportUpdate", "Support"]
