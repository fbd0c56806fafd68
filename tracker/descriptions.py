"""What an editor says of every object and key of the files while a clerk types: Vietnamese, one place for all.

`plan/README.md` teaches the same keys in short comments; a test holds each comment to the words that stand here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from tracker import model, records
from tracker import vocabulary as words
from tracker.vocabulary import Role, Vocabulary


def of_value(value: Vocabulary) -> str:
    """Give what is said of one value of a vocabulary: its label and its definition."""
    return f"{value.label}. {value.definition}".strip()


#: The files that are lists, by the name of the file without its ending.
LISTS: Mapping[str, str] = {
    "agencies": "Các cơ quan mà kế hoạch nhắc tới.",
    "tasks": "Các nhiệm vụ mà kế hoạch giao.",
    "solutions": "Các nhóm giải pháp, mỗi nhóm gồm những cam kết của kế hoạch.",
    "targets": "Các chỉ tiêu mà kế hoạch đặt ra.",
    "passages": "Những câu không giao việc, và vì sao.",
}

#: The objects, and the vocabularies from which a value is chosen; the words before the first colon are its name.
OBJECTS: Mapping[type, str] = {
    model.Document: "Văn bản: viết như khi được viện dẫn.",
    model.LegalBasis: "Căn cứ ban hành: một văn bản, kèm câu viện dẫn trong kế hoạch.",
    model.Figure: "Số liệu ban đầu: con số mà kế hoạch nêu, kèm nguyên văn.",
    model.SourceNote: "Nhận xét về văn bản: điều người đọc nên biết về chính văn bản nguồn.",
    model.Topic: "Chủ đề: để gom các nhiệm vụ cùng một việc.",
    model.Period: "Giai đoạn thực hiện: tính cả hai ngày.",
    model.Plan: "Kế hoạch: tên, cơ quan ban hành, giai đoạn, căn cứ, số liệu ban đầu.",
    model.AreaCode: "Mã đơn vị hành chính: kèm thời gian có hiệu lực.",
    model.Succession: "Kế thừa: điều gì xảy ra khi cơ quan kết thúc.",
    model.Agency: "Cơ quan: ít nhất phải ghi mã và tên.",
    model.RoleEntry: "Vai trò: cơ quan nào giữ, do văn bản nêu rõ hay do suy ra.",
    model.Deadline: "Hạn của việc làm một lần: kèm lời văn nêu hạn.",
    model.Recurrence: "Kỳ của việc định kỳ: kèm lời văn nêu kỳ; có ngày thì tính được hạn của từng kỳ.",
    model.Deliverable: "Sản phẩm: điều văn bản yêu cầu phải có.",
    model.Task: "Nhiệm vụ: ít nhất phải ghi mã, tên ngắn, câu trích, cơ quan chủ trì.",
    model.Commitment: "Cam kết: một việc trong phần giải pháp.",
    model.SolutionGroup: "Nhóm giải pháp: gồm các cam kết.",
    model.Baseline: "Mức ban đầu của chỉ tiêu.",
    model.Indicator: "Chỉ tiêu chính thức tương ứng.",
    model.Target: "Chỉ tiêu: con số mà kế hoạch đặt ra.",
    model.Passage: "Đoạn không giao việc: phải ghi vị trí hoặc câu trích.",
    records.Claim: "Báo cáo của cơ quan về việc của mình.",
    records.Evidence: "Tài liệu chứng minh: cho thấy nhiệm vụ đã được thực hiện.",
    records.Verification: "Kết luận của cơ quan giám sát.",
    records.Reply: "Ý kiến trả lời của cơ quan được nói tới: in ngang hàng với kết luận.",
    records.Extension: "Gia hạn: hạn ban đầu vẫn được giữ và in bên cạnh.",
    records.Request: "Yêu cầu cung cấp thông tin.",
    records.Answer: "Trả lời một yêu cầu cung cấp thông tin.",
    records.Measurement: "Số đo của một chỉ tiêu.",
    records.Withdrawal: "Thôi áp dụng: nhiệm vụ, hoặc phần việc của một cơ quan, được rút hoặc thay thế.",
    records.Record: "Bản ghi: một tài liệu nhận được; chỉ thêm vào, không sửa lại.",
    words.AgencyKind: "Loại cơ quan; không ghi thì là tổ chức khác.",
    words.Authority: "Quan hệ với cơ quan ban hành: cơ quan ban hành có quyền giao việc hay không.",
    words.Basis: "Vai trò do văn bản nêu rõ (mặc định) hay do người lập dữ liệu suy ra.",
    words.TaskKind: "Làm một lần, định kỳ hay thường xuyên; không ghi thì là thường xuyên.",
    words.Binding: "Giao việc (mặc định), hay đề nghị cơ quan ngoài quyền chỉ đạo.",
    words.DeadlineType: "Hạn là một ngày (mặc định), một khoảng thời gian hay một sự kiện.",
    words.Operator: "Từ đứng trước ngày: nó quyết định ngày cuối cùng còn kịp.",
    words.Every: "Bao lâu một lần.",
    words.WorkingDay: "Trùng ngày nghỉ: văn bản nói nộp vào ngày nào.",
    words.TargetKind: "Mục tiêu chung hay mục tiêu cụ thể (mặc định).",
    words.Direction: "Con số phải tăng, giảm hay giữ mức.",
    words.Reason: "Vì sao không phải nhiệm vụ.",
    words.NoteKind: "Loại nhận xét về văn bản.",
    words.ClaimState: "Cơ quan nói việc của mình đã tới đâu.",
    words.Finding: "Kết luận giám sát.",
}

#: What a key says in every object that has no words of its own for it.
EVERYWHERE: Mapping[str, str] = {
    "id": "Mã, dùng làm địa chỉ trang web: không đổi và không dùng lại.",
    "title": "Tên ngắn, dễ hiểu.",
    "number": "Số, ký hiệu của văn bản.",
    "issued": "Ngày ban hành văn bản.",
    "url": "Địa chỉ công khai trên mạng, bắt đầu bằng http:// hoặc https://.",
    "quote": "Nguyên văn trong kế hoạch, đúng từng chữ.",
    "locator": "Vị trí trong văn bản, ví dụ to-chuc-thuc-hien/15/1; chỉ phải ghi khi câu trích có ở nhiều chỗ.",
    "unit": "Đơn vị tính: hộ, %, thôn…",
    "note": "Ghi chú cho người đọc.",
    "text": "Nội dung, bằng lời.",
}

FIELDS: Mapping[type, Mapping[str, str]] = {
    model.Document: {
        "title": "Trích yếu: tên gọi của văn bản.",
        "issuer": "Nơi ban hành, như văn bản viết.",
    },
    model.LegalBasis: {"quote": "Nguyên văn câu dẫn căn cứ trong kế hoạch."},
    model.Figure: {
        "id": "Mã của số liệu: không đổi và không dùng lại.",
        "name": "Số liệu đếm cái gì.",
        "value": "Giá trị, phần thập phân dùng dấu chấm: 2135, 4.63.",
        "on": "Thời điểm của số liệu.",
    },
    model.SourceNote: {
        "id": "Mã của nhận xét: không đổi và không dùng lại.",
        "text": "Nhận xét, bằng lời.",
        "quote": "Câu được nhận xét; có thể bỏ.",
    },
    model.Topic: {"name": "Tên chủ đề mà người đọc thấy."},
    model.Period: {"first": "Ngày đầu của giai đoạn.", "last": "Ngày cuối của giai đoạn."},
    model.Plan: {
        "id": "Mã của kế hoạch: không đổi và không dùng lại.",
        "title": "Tên đầy đủ của kế hoạch.",
        "short_title": "Tên ngắn, đặt ở đầu trang web.",
        "issuer": "Cơ quan ban hành, mã trong agencies.yaml.",
        "place": "Nơi áp dụng, viết như trong câu: thành phố Kon Tum.",
        "number": "Số, ký hiệu; văn bản không có thì ghi null.",
        "issued": "Ngày ban hành; không có thì ghi null.",
        "period": "Giai đoạn thực hiện, tính cả hai ngày.",
        "source": "Tệp nguyên văn của kế hoạch, tính từ thư mục này: source/ke-hoach.txt.",
        "source_origin": "Lấy văn bản ở đâu, theo những gì được biết.",
        "focal": "Cơ quan đầu mối, tổng hợp báo cáo của các cơ quan.",
        "days_off": "Ngày nghỉ lễ; thứ Bảy, Chủ nhật đã tính sẵn.",
        "fictional": "Kế hoạch không có thật: mọi trang đều ghi rõ.",
        "correction_url": "Nơi người đọc báo lỗi: một địa chỉ http:// hoặc https://.",
        "site_url": "Địa chỉ công bố trang web, kết thúc bằng dấu /; dùng cho trích dẫn và mã QR.",
        "repository_url": "Địa chỉ thư mục chứa các tệp này trong kho công khai; trang web dẫn tới đúng dòng.",
        "legal_basis": "Căn cứ ban hành kế hoạch.",
        "figures": "Số liệu ban đầu mà kế hoạch nêu.",
        "source_notes": "Nhận xét về chính văn bản: thiếu gì, chỗ nào không khớp nhau.",
        "topics": "Chủ đề để gom nhiệm vụ.",
    },
    model.AreaCode: {
        "code": "Mã đơn vị hành chính, ví dụ 23281; có số 0 đứng đầu thì đặt trong dấu nháy.",
        "first": "Ngày đầu có hiệu lực; không rõ thì bỏ.",
        "last": "Ngày cuối có hiệu lực; còn hiệu lực thì bỏ.",
    },
    model.Succession: {
        "agencies": "Cơ quan kế thừa; chưa xác định thì bỏ dòng này.",
        "basis": "Văn bản căn cứ để kết thúc cơ quan.",
    },
    model.Agency: {
        "name": "Tên chính thức, đầy đủ.",
        "short": "Tên ngắn cho bảng; không ghi thì dùng tên đầy đủ.",
        "area": "Địa bàn mà cơ quan phụ trách: phường Quang Trung.",
        "aliases": "Các cách viết khác trong văn bản.",
        "members": "Các cơ quan trong nhóm; kế hoạch không nói gồm những ai thì bỏ dòng này.",
        "supervises": "Có chức năng giám sát: được ghi kết luận giám sát.",
        "codes": "Mã đơn vị hành chính; có thời hạn nên không dùng làm mã cơ quan.",
        "first": "Ngày đầu tồn tại; không rõ thì bỏ.",
        "last": "Ngày cuối tồn tại; còn tồn tại thì bỏ.",
        "successor": "Điều gì xảy ra khi cơ quan kết thúc: cơ quan kế thừa và căn cứ.",
    },
    model.RoleEntry: {
        "agency": "Cơ quan nào, mã trong agencies.yaml.",
        "quote": "Lời văn giao vai trò, khi nằm ngoài câu trích của nhiệm vụ.",
        "note": "Vì sao suy ra vai trò này, hoặc ghi chú khác cho người đọc.",
    },
    model.Deadline: {
        "date": "Ngày ghi trong văn bản, hoặc ngày cuối của khoảng thời gian; hạn theo sự kiện thì không ghi.",
        "quote": "Nguyên văn lời nêu hạn.",
    },
    model.Recurrence: {
        "day": "Ngày trong tháng, -1 là ngày cuối; hằng tuần: 1 là thứ Hai, 7 là Chủ nhật.",
        "months": "Vào những tháng nào; bỏ thì lấy tháng cuối của mỗi kỳ.",
        "dates": "Tháng-ngày, khi mỗi kỳ một ngày khác nhau: 06-15, 12-01.",
        "first": "Ngày đầu của kỳ đầu; bỏ thì lấy ngày đầu của kế hoạch.",
        "last": "Ngày cuối của kỳ cuối; bỏ thì lấy ngày cuối của kế hoạch.",
        "quote": "Nguyên văn lời nêu kỳ.",
    },
    model.Deliverable: {
        "text": "Tên sản phẩm, trong vài chữ.",
        "quote": "Lời văn nêu sản phẩm, khi khác với tên sản phẩm.",
    },
    model.Task: {
        **{role.value: of_value(role) for role in Role},
        "via": "Gửi qua cơ quan nào.",
        "decides": "Ai quyết định đối với điều được đề xuất: cơ quan có thẩm quyền.",
        "deadline": "Hạn; văn bản không nêu thì bỏ.",
        "recurrence": "Kỳ; văn bản không nêu thì bỏ.",
        "deliverable": "Sản phẩm; có thể viết gọn «deliverable: Kế hoạch mua sách». Văn bản không nêu thì bỏ.",
        "evidence": "Tài liệu chứng minh mà chính văn bản yêu cầu; văn bản không nêu thì bỏ.",
        "topics": "Chủ đề, mã trong plan.yaml.",
        "serves": "Cam kết, chỉ tiêu mà nhiệm vụ phục vụ: mã của chúng.",
    },
    model.SolutionGroup: {
        "locator": "Vị trí trong văn bản của cả nhóm.",
        "commitments": "Từng cam kết trong nhóm.",
    },
    model.Baseline: {
        "value": "Mức ban đầu, theo đơn vị của chỉ tiêu; phần thập phân dùng dấu chấm: 4.63.",
        "on": "Thời điểm của mức ban đầu.",
        "quote": "Nguyên văn câu nêu mức ban đầu; con số được tính ra thì bỏ.",
        "source": "Nguồn, khi con số không có trong văn bản.",
    },
    model.Indicator: {"name": "Tên chỉ tiêu chính thức.", "source": "Văn bản quy định chỉ tiêu này."},
    model.Target: {
        "value": "Giá trị phải đạt, phần thập phân dùng dấu chấm: 4.63.",
        "due": "Ngày phải đạt; bỏ thì lấy ngày cuối của kế hoạch.",
        "counts": "Đếm cái gì: hộ hay người, thuộc diện nào.",
        "baseline": "Mức ban đầu; văn bản không nêu thì bỏ.",
        "indicator": "Chỉ tiêu chính thức tương ứng.",
        "note": "Ghi chú cho người đọc; bắt buộc khi con số được tính ra chứ không có trong câu trích.",
    },
    model.Passage: {
        "locator": "Vị trí; không ghi câu trích thì là cả phần này, trừ chỗ đã được mục khác trích.",
        "quote": "Chỉ đúng đoạn này, nguyên văn; bỏ thì là cả phần ghi ở vị trí.",
    },
    records.OnTask: {
        "task": "Nhiệm vụ nào, mã trong tasks.yaml.",
        "agency": "Việc của cơ quan nào; bỏ thì là việc của chính cơ quan cung cấp, hoặc của mọi cơ quan.",
        "period": "Kỳ của việc định kỳ: 2031-03, 2031-q1, 2031-h1, 2031; bỏ thì là mọi kỳ.",
    },
    records.Claim: {
        "effective": "Ngày hoàn thành, hoặc ngày của tình trạng này.",
        "text": "Đã làm gì, theo lời của cơ quan.",
        "obstacles": "Khó khăn, vướng mắc.",
    },
    records.Evidence: {
        "title": "Tên tài liệu.",
        "number": "Số, ký hiệu của tài liệu.",
        "issued": "Ngày của tài liệu.",
        "provider": "Ai đưa ra; bỏ thì là cơ quan cung cấp bản ghi.",
        "text": "Tài liệu cho thấy điều gì.",
    },
    records.Verification: {
        "on": "Ngày giám sát; bỏ thì lấy ngày nhập bản ghi.",
        "text": "Giám sát thấy gì.",
    },
    records.Reply: {
        "to": "Trả lời mục nào: mã bản ghi, dấu thăng, thứ tự, ví dụ giam-sat-2031-04#2.",
        "text": "Ý kiến, theo lời của cơ quan.",
    },
    records.Extension: {
        "date": "Ngày hạn mới.",
        "document": "Văn bản quyết định, có số và ngày.",
        "reason": "Lý do gia hạn.",
    },
    records.Request: {
        "to": "Yêu cầu cơ quan nào, mã trong agencies.yaml.",
        "task": "Về nhiệm vụ nào; không về riêng nhiệm vụ nào thì bỏ.",
        "sent": "Ngày gửi yêu cầu.",
        "due": "Hạn trả lời; không đặt hạn thì bỏ.",
        "text": "Yêu cầu cung cấp điều gì.",
    },
    records.Answer: {
        "to": "Trả lời yêu cầu nào: mã bản ghi, dấu thăng, thứ tự, ví dụ giam-sat-2031-04#2.",
        "answered": "Ngày trả lời.",
        "text": "Trả lời điều gì.",
    },
    records.Measurement: {
        "target": "Chỉ tiêu nào, mã trong targets.yaml.",
        "value": "Giá trị, theo đơn vị của chỉ tiêu; phần thập phân dùng dấu chấm: 62.5.",
        "on": "Thời điểm của số đo.",
        "area": "Địa bàn của cơ quan nào; bỏ thì là toàn bộ nơi áp dụng.",
        "source": "Số đo lấy từ đâu.",
        "text": "Nhận xét về số đo.",
    },
    records.Withdrawal: {
        "first": "Từ ngày nào thì thôi áp dụng.",
        "citation": "Căn cứ: văn bản nói như vậy.",
        "text": "Nhận xét, giải thích thêm.",
    },
    records.Record: {
        "id": "Mã của bản ghi, trùng tên tệp (không kể đuôi .yaml).",
        "recorded": "Ngày nhập: từ ngày này nội dung được biết tới.",
        "form": "Chỉ có khi chương trình lập từ biểu mẫu gửi về: dấu nhận ra biểu mẫu đó, để không ghi hai lần.",
        "provided_by": "Cơ quan cung cấp: tiếng nói của ai, mã trong agencies.yaml.",
        "document": "Chính tài liệu đó; không có thì bỏ.",
        "entries": "Từng điều tài liệu nói, theo thứ tự.",
    },
}


def name_of(kind: type) -> str:
    """Give what an object is called."""
    return OBJECTS[kind].removesuffix(".").partition(":")[0]


def of_field(kind: type, field: str) -> str:
    """Give what is said of a key of an object; raises KeyError when nobody has said it."""
    for base in kind.__mro__:
        if field in (own := FIELDS.get(base, {})):
            return own[field]
    annotation = model.fields_of(kind)[field].annotation
    if isinstance(annotation, type) and issubclass(annotation, Vocabulary):
        return OBJECTS[annotation]
    tags = [value for value in get_args(annotation) if isinstance(value, Vocabulary)]
    return of_value(tags[0]) if tags else EVERYWHERE[field]
