"""The closed vocabularies: each value with its Vietnamese label and its public definition."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Vocabulary(StrEnum):
    """A closed list of values; `label` is what readers see, `definition` what it means."""

    label: str
    definition: str

    def __new__(cls, code: str, label: str = "", definition: str = "") -> Self:
        """Give the value `code` with what a reader sees of it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.definition = definition
        return member


class AgencyKind(Vocabulary):
    """What sort of body it is."""

    PEOPLES_COMMITTEE = "peoples_committee", "Uỷ ban nhân dân", "Cơ quan hành chính nhà nước ở địa phương."
    DEPARTMENT = "department", "Cơ quan chuyên môn", "Bộ, sở, phòng, ban giúp việc cơ quan hành chính cùng cấp."
    SERVICE_UNIT = "service_unit", "Đơn vị sự nghiệp", "Trung tâm, đài, trường, bệnh viện công lập."
    VERTICAL = "vertical", "Cơ quan ngành dọc", "Cơ quan của ngành đặt tại địa phương."
    BANK = "bank", "Ngân hàng", "Tổ chức tín dụng, kể cả Ngân hàng Chính sách xã hội."
    FRONT = "front", "Mặt trận Tổ quốc", "Uỷ ban Mặt trận Tổ quốc Việt Nam các cấp."
    MASS_ORGANISATION = "mass_organisation", "Hội, đoàn thể", "Tổ chức chính trị - xã hội và hội quần chúng."
    PARTY = "party", "Tổ chức đảng", "Cấp uỷ và cơ quan của Đảng."
    COUNCIL = "council", "Hội đồng nhân dân", "Cơ quan quyền lực nhà nước ở địa phương."
    COLLECTIVE = "collective", "Nhóm cơ quan", "Nhiều cơ quan được văn bản gọi chung bằng một tên."
    OTHER = "other", "Cơ quan, tổ chức khác", "Doanh nghiệp, trường học, cơ quan, tổ chức không thuộc các loại trên."


class Authority(Vocabulary):
    """How a body stands to the issuer of the plan: whether the issuer may give it orders."""

    ISSUER = "issuer", "Cơ quan ban hành", "Chính cơ quan ban hành kế hoạch."
    SUBORDINATE = "subordinate", "Thuộc quyền chỉ đạo", "Cơ quan ban hành kế hoạch có quyền giao việc."
    VERTICAL = "vertical", "Ngành dọc", "Thuộc ngành quản lý từ cấp trên; cơ quan ban hành phối hợp, không ra lệnh."
    HIGHER = "higher", "Cấp trên", "Cơ quan cấp trên hoặc thuộc cấp trên."
    FRONT = "front", "Mặt trận và đoàn thể", "Không thuộc hệ thống hành chính; chỉ có thể đề nghị."
    OUTSIDE = "outside", "Ngoài hệ thống", "Tổ chức ngoài quyền chỉ đạo của cơ quan ban hành."
    MIXED = "mixed", "Nhiều quan hệ", "Nhóm gồm cơ quan thuộc nhiều quan hệ khác nhau."
    UNKNOWN = "unknown", "Chưa xác định", "Người lập dữ liệu chưa ghi quan hệ."


class Role(Vocabulary):
    """What a body does for a duty."""

    LEAD = "lead", "Chủ trì", "Cơ quan chịu trách nhiệm thực hiện nhiệm vụ."
    COORDINATE = "coordinate", "Phối hợp", "Cơ quan cùng làm với cơ quan chủ trì."
    ADVISE = "advise", "Tham mưu", "Cơ quan đề xuất để cấp có thẩm quyền quyết định."
    RECEIVE = "receive", "Nơi nhận báo cáo", "Cơ quan nhận kế hoạch, báo cáo hoặc sản phẩm."
    SUPERVISE = "supervise", "Giám sát", "Cơ quan theo dõi, giám sát, kiểm tra việc thực hiện."


class Basis(Vocabulary):
    """Where a role comes from."""

    EXPLICIT = "explicit", "Văn bản nêu rõ", "Văn bản nêu vai trò này bằng lời."
    INFERRED = "inferred", "Suy ra", "Người lập dữ liệu suy ra, thường từ tên mục giao việc."


class TaskKind(Vocabulary):
    """How often a duty is to be done."""

    ONE_OFF = "one_off", "Một lần", "Làm xong thì kết thúc."
    RECURRING = "recurring", "Định kỳ", "Lặp lại theo kỳ."
    STANDING = "standing", "Thường xuyên", "Làm liên tục trong thời gian thực hiện kế hoạch."


class Binding(Vocabulary):
    """With what force a duty is given."""

    ORDER = "order", "Giao việc", "Văn bản giao nhiệm vụ."
    REQUEST = "request", "Đề nghị", "Văn bản đề nghị, không phải mệnh lệnh."


class DeadlineType(Vocabulary):
    """What a deadline hangs on."""

    DATE = "date", "Ngày cụ thể", "Hạn là một ngày ghi trong văn bản."
    PERIOD = "period", "Trong khoảng thời gian", "Hạn là ngày cuối của tháng, quý, năm hoặc giai đoạn."
    EVENT = "event", "Theo sự kiện", "Hạn tính từ một sự kiện, không có ngày cụ thể."


class Operator(Vocabulary):
    """The word before a date, which decides the last acceptable day."""

    BEFORE = "before", "trước ngày", "Hạn cuối là ngày liền trước."
    BY = "by", "chậm nhất ngày", "Ngày ghi trong văn bản là hạn cuối."
    IN = "in", "trong", "Ngày cuối của khoảng thời gian là hạn cuối."
    ON = "on", "ngày", "Phải làm trong đúng ngày đó."
    AFTER = "after", "sau ngày", "Chỉ bắt đầu sau ngày đó; văn bản không nêu ngày cuối cùng."


class Every(Vocabulary):
    """The period after which a duty returns."""

    WEEK = "week", "Hằng tuần"
    MONTH = "month", "Hằng tháng"
    QUARTER = "quarter", "Hằng quý"
    HALF_YEAR = "half_year", "6 tháng một lần"
    YEAR = "year", "Hằng năm"
    UNSTATED = "unstated", "Định kỳ, không nêu kỳ", "Văn bản nói «định kỳ», «theo quy định» mà không nêu kỳ nào."


class WorkingDay(Vocabulary):
    """What a text says of a due day that is a day off."""

    AS_IS = "as_is", "giữ nguyên", "Văn bản không nói gì về ngày nghỉ."
    PREVIOUS = "previous", "ngày làm việc liền trước", "Trùng ngày nghỉ thì nộp vào ngày làm việc liền trước."
    NEXT = "next", "ngày làm việc liền sau", "Trùng ngày nghỉ thì nộp vào ngày làm việc liền sau."


class TargetKind(Vocabulary):
    """Whether a target is the plan's one general aim or a specific one."""

    GENERAL = "general", "Mục tiêu chung"
    SPECIFIC = "specific", "Mục tiêu cụ thể"


class Direction(Vocabulary):
    """Which way a figure is to move."""

    INCREASE = "increase", "Đạt ít nhất"
    DECREASE = "decrease", "Giảm còn không quá"
    MAINTAIN = "maintain", "Duy trì ít nhất"


class Reason(Vocabulary):
    """Why a passage of the source is not a duty."""

    HEADING = "heading", "Đề mục", "Tên phần, tên mục; không giao việc."
    TITLE = "title", "Phần mở đầu", "Quốc hiệu, tên văn bản, câu dẫn; không giao việc."
    BASIS = "basis", "Căn cứ ban hành", "Nêu văn bản làm căn cứ."
    PURPOSE = "purpose", "Mục đích", "Nêu mục đích, không giao việc cho cơ quan nào."
    REQUIREMENT = "requirement", "Yêu cầu chung", "Yêu cầu chung cho việc thực hiện, không giao cho cơ quan nào."
    SITUATION = "situation", "Thực trạng", "Mô tả tình hình, số liệu."
    CAUSE = "cause", "Nguyên nhân", "Phân tích nguyên nhân."
    INTRODUCTION = "introduction", "Câu dẫn", "Dẫn vào phần liệt kê liền sau."
    EXPLANATION = "explanation", "Giải thích", "Giải thích, bổ nghĩa, không thêm việc."
    CLOSING = "closing", "Kết thúc", "Câu kết, nơi nhận, chữ ký."


class NoteKind(Vocabulary):
    """What sort of remark on the source text."""

    MISSING = "missing", "Thiếu", "Văn bản nhắc tới nhưng bản nguồn không có."
    NUMBERING = "numbering", "Đánh số", "Số thứ tự sai hoặc lặp."
    INCONSISTENT = "inconsistent", "Không thống nhất", "Các chỗ trong văn bản không khớp nhau."
    UNCLEAR = "unclear", "Chưa rõ", "Cách viết khiến không xác định được nội dung."


class Clarity(Vocabulary):
    """The six things that a duty must make clear («6 rõ»)."""

    WHO = "who", "Rõ người", "Có đúng một cơ quan (hoặc một nhóm được liệt kê đủ) chủ trì."
    WHAT = "what", "Rõ việc", "Việc phải làm không chỉ diễn đạt bằng từ chung như «tăng cường», «đẩy mạnh»."
    WHEN = "when", "Rõ thời gian", "Có ngày hạn, hoặc có kỳ báo cáo kèm ngày nộp."
    AUTHORITY = "authority", "Rõ thẩm quyền", "Cơ quan ban hành có quyền giao việc cho cơ quan chủ trì."
    RESULT = "result", "Rõ kết quả", "Văn bản nêu sản phẩm hoặc kết quả phải có."
    EVIDENCE = (
        "evidence",
        "Rõ minh chứng",
        "Văn bản nêu sản phẩm phải gửi và nơi nhận, hoặc nêu rõ tài liệu chứng minh.",
    )


class ClaimState(Vocabulary):
    """What an agency says of its own duty."""

    DONE = "done", "Đã hoàn thành"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    NOT_DONE = "not_done", "Chưa hoàn thành"


class Finding(Vocabulary):
    """What a supervising body found."""

    CONFIRMED = "confirmed", "Xác nhận"
    DISPUTED = "disputed", "Không đồng ý"
    UNVERIFIABLE = "unverifiable", "Chưa đủ căn cứ"


class State(Vocabulary):
    """The computed state of an obligation on a day; never typed by anybody."""

    DONE_ON_TIME = (
        "hoan-thanh-dung-han",
        "Hoàn thành đúng hạn",
        "Đã báo cáo hoàn thành; ngày hoàn thành không sau ngày hạn ban đầu.",
    )
    DONE_LATE = (
        "hoan-thanh-qua-han",
        "Hoàn thành quá hạn",
        "Đã báo cáo hoàn thành; ngày hoàn thành sau ngày hạn ban đầu.",
    )
    DONE_UNDATED = (
        "hoan-thanh",
        "Hoàn thành, không xác định thời hạn",
        "Đã báo cáo hoàn thành; văn bản không nêu hạn nên không kết luận đúng hạn hay quá hạn.",
    )
    IN_TIME = "trong-han", "Chưa hoàn thành, trong hạn", "Chưa có báo cáo hoàn thành và chưa qua ngày hạn."
    DUE_SOON = (
        "sap-den-han",
        "Chưa hoàn thành, sắp đến hạn",
        "Chưa có báo cáo hoàn thành; còn không quá 7 ngày là đến hạn.",
    )
    OVERDUE = (
        "qua-han",
        "Chưa hoàn thành, quá hạn",
        "Đã qua ngày hạn ban đầu; cơ quan đã báo cáo là chưa hoàn thành, hoặc đã được gia hạn.",
    )
    UNREPORTED = (
        "chua-co-bao-cao",
        "Đến hạn, chưa có báo cáo",
        "Đã qua ngày hạn và chưa có thông tin công bố. Không có báo cáo không có nghĩa là không làm.",
    )
    UNDATED = (
        "khong-xac-dinh",
        "Không xác định thời hạn",
        "Văn bản không nêu hạn nên không thể kết luận là chậm.",
    )
    NOT_APPLICABLE = (
        "khong-ap-dung",
        "Không còn áp dụng",
        "Nhiệm vụ đã được rút, thay thế, hoặc không còn áp dụng; có căn cứ kèm theo.",
    )


class EntryKind(Vocabulary):
    """What sort of entry a record holds, and by that whose voice it is."""

    CLAIM = "claim", "Báo cáo", "Cơ quan nói về việc của mình."
    EVIDENCE = "evidence", "Minh chứng", "Tài liệu cho thấy việc đã làm."
    VERIFICATION = "verification", "Giám sát", "Cơ quan giám sát kết luận."
    REPLY = "reply", "Ý kiến trả lời", "Cơ quan trả lời kết luận giám sát hoặc yêu cầu."
    EXTENSION = "extension", "Gia hạn", "Cơ quan ban hành kế hoạch lùi hạn, có văn bản và lý do."
    REQUEST = "request", "Yêu cầu thông tin", "Cơ quan giám sát yêu cầu cung cấp thông tin."
    ANSWER = "answer", "Trả lời yêu cầu", "Cơ quan được hỏi trả lời yêu cầu."
    MEASUREMENT = "measurement", "Số đo", "Kết quả của một chỉ tiêu tại một thời điểm."
    WITHDRAWAL = "withdrawal", "Thôi áp dụng", "Nhiệm vụ được rút hoặc thay thế, có căn cứ."
