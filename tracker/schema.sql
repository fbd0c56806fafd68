-- Every table, view and column of the published database. The data dictionary of the website and the
-- column descriptions of Datasette are made from these comments, so they are in Vietnamese:
-- a comment block before a table or view describes it, a comment line before a column describes the column.

-- Thông tin về lần dựng cơ sở dữ liệu này.
create table meta (
  -- Tên mục: as_of (ngày chốt), plan, schema_version, sqlite_version, site_url (nếu biết).
  key text primary key,
  -- Giá trị.
  value text not null
) strict;

-- Từ điển các giá trị cố định: mã, nhãn tiếng Việt và định nghĩa công khai.
create table vocabulary (
  -- Tên danh mục: role, state, agency_kind…
  name text not null,
  -- Mã dùng trong dữ liệu.
  code text not null,
  -- Thứ tự hiển thị.
  position integer not null,
  -- Nhãn người đọc thấy.
  label text not null,
  -- Định nghĩa.
  definition text not null,
  primary key (name, code)
) strict;

-- Kế hoạch (một dòng).
create table plan (
  -- Mã kế hoạch.
  id text primary key,
  -- Tên đầy đủ.
  title text not null,
  -- Tên ngắn.
  short_title text not null,
  -- Cơ quan ban hành.
  issuer text not null references agencies (id),
  -- Nơi áp dụng.
  place text not null,
  -- Số, ký hiệu; trống nếu bản nguồn không có.
  number text,
  -- Ngày ban hành; trống nếu bản nguồn không có.
  issued text check (issued is date(issued)),
  -- Ngày đầu của giai đoạn thực hiện.
  first text not null check (first is date(first)),
  -- Ngày cuối của giai đoạn thực hiện.
  last text not null check (last is date(last)),
  -- Tệp văn bản nguồn.
  source text not null,
  -- Bản nguồn lấy từ đâu.
  source_origin text,
  -- Cơ quan đầu mối tổng hợp báo cáo.
  focal text references agencies (id),
  -- 1: kế hoạch hư cấu, chỉ để minh hoạ.
  fictional integer not null check (fictional in (0, 1)),
  -- Địa chỉ tiếp nhận phản ánh.
  correction_url text,
  -- Địa chỉ kho dữ liệu công khai.
  repository_url text
) strict;

-- Căn cứ ban hành.
create table legal_basis (
  -- Thứ tự trong văn bản.
  position integer primary key,
  -- Tên văn bản.
  title text not null,
  -- Số, ký hiệu.
  number text,
  -- Ngày ban hành.
  issued text check (issued is date(issued)),
  -- Cơ quan ban hành.
  issuer text,
  -- Địa chỉ công khai.
  url text,
  -- Nguyên văn viện dẫn.
  quote text not null
) strict;

-- Số liệu hiện trạng nêu trong kế hoạch.
create table figures (
  -- Thứ tự.
  position integer primary key,
  -- Mã.
  id text not null unique,
  -- Tên số liệu.
  name text not null,
  -- Giá trị.
  value real not null,
  -- Số chữ số thập phân ghi trong văn bản.
  decimals integer not null,
  -- Đơn vị tính.
  unit text not null,
  -- Thời điểm của số liệu.
  "on" text check ("on" is date("on")),
  -- Nguyên văn.
  quote text not null
) strict;

-- Ghi chú về bản nguồn: chỗ thiếu, chỗ không khớp.
create table source_notes (
  -- Thứ tự.
  position integer primary key,
  -- Mã.
  id text not null unique,
  -- Loại ghi chú (danh mục note_kind).
  kind text not null,
  -- Nội dung.
  text text not null,
  -- Nguyên văn liên quan.
  quote text
) strict;

-- Chủ đề để nhóm nhiệm vụ khi giám sát.
create table topics (
  -- Thứ tự.
  position integer primary key,
  -- Mã.
  id text not null unique,
  -- Tên.
  name text not null
) strict;

-- Cơ quan, đơn vị, nhóm cơ quan được kế hoạch nhắc đến.
create table agencies (
  -- Thứ tự.
  position integer primary key,
  -- Mã, dùng trong địa chỉ trang; không dùng lại.
  id text not null unique,
  -- Tên đầy đủ.
  name text not null,
  -- Tên ngắn.
  short text not null,
  -- Loại cơ quan (danh mục agency_kind).
  kind text not null,
  -- Quan hệ với cơ quan ban hành (danh mục authority).
  authority text not null,
  -- Địa bàn phụ trách.
  area text,
  -- 1: nhóm cơ quan.
  collective integer not null check (collective in (0, 1)),
  -- 0: nhóm mà kế hoạch không nói gồm những ai.
  defined integer not null check (defined in (0, 1)),
  -- 1: cơ quan có chức năng giám sát.
  supervises integer not null check (supervises in (0, 1)),
  -- Ngày bắt đầu tồn tại, nếu biết.
  first text check (first is date(first)),
  -- Ngày cuối cùng còn tồn tại, nếu đã kết thúc.
  last text check (last is date(last)),
  -- Căn cứ kết thúc, sáp nhập.
  successor_basis text,
  -- Ghi chú.
  note text,
  -- Dòng trong agencies.yaml.
  line integer not null,
  -- Chữ để tìm: tên và các cách viết.
  text text not null,
  -- Chữ để tìm, không dấu.
  fold text not null
) strict;

-- Các cách viết tên cơ quan trong văn bản.
create table agency_aliases (
  -- Cơ quan.
  agency text not null references agencies (id),
  -- Cách viết.
  alias text not null,
  primary key (agency, alias)
) strict;

-- Mã đơn vị hành chính theo thời gian; mã cũ có thể được dùng lại nên không dùng để nối dữ liệu.
create table agency_codes (
  -- Cơ quan.
  agency text not null references agencies (id),
  -- Mã.
  code text not null,
  -- Ngày đầu có hiệu lực, nếu biết.
  first text check (first is date(first)),
  -- Ngày cuối có hiệu lực, nếu đã hết.
  last text check (last is date(last)),
  primary key (agency, code)
) strict;

-- Thành viên của nhóm cơ quan.
create table agency_members (
  -- Nhóm.
  collective text not null references agencies (id),
  -- Thành viên.
  member text not null references agencies (id),
  -- Thứ tự.
  position integer not null,
  primary key (collective, member)
) strict;

-- Cơ quan kế thừa của cơ quan đã kết thúc.
create table agency_successors (
  -- Cơ quan đã kết thúc.
  agency text not null references agencies (id),
  -- Cơ quan kế thừa.
  successor text not null references agencies (id),
  primary key (agency, successor)
) strict;

-- Bố cục của văn bản nguồn: phần, mục, gạch đầu dòng.
create table outline (
  -- Thứ tự.
  position integer primary key,
  -- Vị trí, ví dụ to-chuc-thuc-hien/15/1.
  locator text not null unique,
  -- Vị trí bao ngoài.
  parent text references outline (locator),
  -- Cách gọi vị trí cho người đọc.
  label text not null,
  -- Đề mục, nếu có.
  heading text
) strict;

-- Từng câu của văn bản nguồn và việc câu đó đã được xử lý thế nào.
create table sentences (
  -- Thứ tự trong văn bản.
  id integer primary key,
  -- Vị trí trong bố cục.
  locator text not null references outline (locator),
  -- Số thứ tự đoạn văn.
  paragraph integer not null,
  -- Nguyên văn.
  text text not null,
  -- covered: có mục trích dẫn; passage: không phải nhiệm vụ; heading: đề mục; partial, uncovered: chưa xử lý hết.
  status text not null check (status in ('covered', 'passage', 'heading', 'partial', 'uncovered')),
  -- Vì sao không phải nhiệm vụ (danh mục reason).
  reason text,
  -- Chữ để tìm, không dấu.
  fold text not null
) strict;

-- Đoạn nào của câu được mục nào trích dẫn.
create table sentence_spans (
  -- Câu.
  sentence integer not null references sentences (id),
  -- Ký tự đầu (từ 0) trong câu.
  first integer not null,
  -- Ký tự ngay sau ký tự cuối.
  until integer not null,
  -- Loại mục: task, commitment, target, figure, legal_basis, passage.
  kind text not null,
  -- Mã của mục; passage: trống.
  item text,
  unique (sentence, first, until, kind, item)
) strict;

-- Nhóm giải pháp.
create table solution_groups (
  -- Thứ tự.
  position integer primary key,
  -- Mã.
  id text not null unique,
  -- Tên.
  title text not null,
  -- Vị trí trong văn bản.
  locator text references outline (locator)
) strict;

-- Cam kết trong phần giải pháp.
create table commitments (
  -- Thứ tự.
  position integer primary key,
  -- Mã, dùng trong địa chỉ; không dùng lại.
  id text not null unique,
  -- Nhóm giải pháp.
  solution_group text not null references solution_groups (id),
  -- Tên ngắn.
  title text not null,
  -- Nguyên văn.
  quote text not null,
  -- Vị trí trong văn bản.
  locator text not null references outline (locator),
  -- Ghi chú.
  note text,
  -- Dòng trong solutions.yaml.
  line integer not null
) strict;

-- Chỉ tiêu.
create table targets (
  -- Thứ tự.
  position integer primary key,
  -- Mã, dùng trong địa chỉ; không dùng lại.
  id text not null unique,
  -- Tên ngắn.
  title text not null,
  -- Nguyên văn.
  quote text not null,
  -- Vị trí trong văn bản.
  locator text not null references outline (locator),
  -- Mục tiêu chung hay cụ thể (danh mục target_kind).
  kind text not null,
  -- Chiều phấn đấu (danh mục direction).
  direction text not null,
  -- Giá trị phải đạt.
  value real not null,
  -- Số chữ số thập phân ghi trong văn bản.
  decimals integer not null,
  -- Đơn vị tính.
  unit text not null,
  -- Ngày phải đạt.
  due text not null check (due is date(due)),
  -- Đối tượng tính.
  counts text not null,
  -- Giá trị ban đầu.
  baseline real,
  -- Số chữ số thập phân của giá trị ban đầu.
  baseline_decimals integer,
  -- Thời điểm của giá trị ban đầu.
  baseline_on text check (baseline_on is date(baseline_on)),
  -- Nguyên văn của giá trị ban đầu.
  baseline_quote text,
  -- Nguồn của giá trị ban đầu nếu không phải từ văn bản.
  baseline_source text,
  -- Chỉ số chính thức tương ứng.
  indicator text,
  -- Văn bản quy định chỉ số.
  indicator_source text,
  -- Ghi chú.
  note text,
  -- Dòng trong targets.yaml.
  line integer not null
) strict;

-- Nhiệm vụ: mỗi dòng là một việc giao trong kế hoạch.
create table tasks (
  -- Thứ tự.
  position integer primary key,
  -- Mã, dùng trong địa chỉ; không dùng lại.
  id text not null unique,
  -- Tên ngắn.
  title text not null,
  -- Nguyên văn.
  quote text not null,
  -- Vị trí trong văn bản.
  locator text not null references outline (locator),
  -- Một lần, định kỳ hay thường xuyên (danh mục task_kind).
  kind text not null,
  -- Giao việc hay đề nghị (danh mục binding).
  binding text not null,
  -- Loại hạn (danh mục deadline_type).
  deadline_type text,
  -- Ngày ghi trong văn bản.
  deadline text check (deadline is date(deadline)),
  -- Chữ đứng trước ngày (danh mục operator).
  operator text,
  -- Hạn cuối, của việc làm một lần.
  due text check (due is date(due)),
  -- Nguyên văn của hạn.
  deadline_quote text,
  -- Kỳ lặp lại (danh mục every).
  every text,
  -- Nguyên văn của kỳ lặp lại.
  recurrence_quote text,
  -- Sản phẩm, kết quả văn bản nêu.
  deliverable text,
  -- Nguyên văn của sản phẩm.
  deliverable_quote text,
  -- Minh chứng văn bản đòi hỏi.
  evidence text,
  -- Gửi qua cơ quan nào.
  via text references agencies (id),
  -- Cấp có thẩm quyền quyết định.
  decides text references agencies (id),
  -- Ghi chú.
  note text,
  -- Dòng trong tasks.yaml.
  line integer not null,
  -- Chữ để tìm: tên và nguyên văn.
  text text not null,
  -- Chữ để tìm, không dấu.
  fold text not null
) strict;

-- Cơ quan nào giữ vai trò gì trong nhiệm vụ, đúng như văn bản gọi (nhóm vẫn là nhóm).
create table task_roles (
  -- Nhiệm vụ.
  task text not null references tasks (id),
  -- Cơ quan hoặc nhóm cơ quan.
  agency text not null references agencies (id),
  -- Vai trò (danh mục role).
  role text not null,
  -- Văn bản nêu rõ hay suy ra (danh mục basis).
  basis text not null,
  -- Chữ trong văn bản cho biết vai trò.
  quote text,
  -- Ghi chú.
  note text,
  primary key (task, agency, role)
) strict;

-- Chủ đề của nhiệm vụ.
create table task_topics (
  -- Nhiệm vụ.
  task text not null references tasks (id),
  -- Chủ đề.
  topic text not null references topics (id),
  primary key (task, topic)
) strict;

-- Nhiệm vụ thực hiện cam kết nào.
create table task_commitments (
  -- Nhiệm vụ.
  task text not null references tasks (id),
  -- Cam kết.
  "commitment" text not null references commitments (id),
  primary key (task, "commitment")
) strict;

-- Nhiệm vụ phục vụ chỉ tiêu nào.
create table task_targets (
  -- Nhiệm vụ.
  task text not null references tasks (id),
  -- Chỉ tiêu.
  target text not null references targets (id),
  primary key (task, target)
) strict;

-- Sáu điều rõ của từng nhiệm vụ, tính từ văn bản.
create table clarity (
  -- Nhiệm vụ.
  task text not null references tasks (id),
  -- Điều phải rõ (danh mục clarity).
  dimension text not null,
  -- 1: rõ; 0: chưa rõ.
  clear integer not null check (clear in (0, 1)),
  -- Vì sao.
  ground text not null,
  primary key (task, dimension)
) strict;

-- Lần nhận tài liệu: mỗi dòng là một tệp trong records/.
create table records (
  -- Thứ tự theo ngày ghi nhận.
  position integer primary key,
  -- Mã.
  id text not null unique,
  -- Ngày ghi nhận; từ ngày này thông tin mới được biết.
  recorded text not null check (recorded is date(recorded)),
  -- Cơ quan cung cấp.
  provided_by text not null references agencies (id),
  -- Tên tài liệu.
  title text,
  -- Số, ký hiệu.
  number text,
  -- Ngày của tài liệu.
  issued text check (issued is date(issued)),
  -- Địa chỉ công khai.
  url text,
  -- Tệp dữ liệu.
  file text not null,
  -- Ngày tệp vào kho dữ liệu công khai; sau ngày ghi nhận: ghi lùi ngày. Trống: không có lịch sử kho.
  published text check (published is date(published))
) strict;

-- Nội dung ghi nhận: báo cáo, minh chứng, kết quả giám sát, ý kiến, gia hạn, yêu cầu, số đo, thôi áp dụng.
create table entries (
  -- Thứ tự theo ngày ghi nhận.
  position integer primary key,
  -- Mã: mã tài liệu và số thứ tự.
  id text not null unique,
  -- Tài liệu.
  record text not null references records (id),
  -- Loại (danh mục entry_kind).
  kind text not null,
  -- Ngày ghi nhận.
  recorded text not null check (recorded is date(recorded)),
  -- Ngày có hiệu lực hoặc ngày của sự việc.
  effective text check (effective is date(effective)),
  -- Ai nói: cơ quan cung cấp.
  voice text not null references agencies (id),
  -- Nhiệm vụ, nếu nói về nhiệm vụ.
  task text references tasks (id),
  -- Chỉ tiêu, nếu là số đo.
  target text references targets (id),
  -- Cơ quan liên quan.
  agency text references agencies (id),
  -- Kỳ, nếu nói về một kỳ.
  occurrence text,
  -- Nội dung.
  text text,
  -- Dòng trong tệp.
  line integer not null
) strict;

-- Báo cáo của cơ quan về việc của mình.
create table claims (
  -- Nội dung ghi nhận.
  entry text primary key references entries (id),
  -- Cơ quan nói gì (danh mục claim_state).
  state text not null,
  -- Ngày đạt tình trạng đó.
  effective text not null check (effective is date(effective)),
  -- Khó khăn, vướng mắc.
  obstacles text
) strict;

-- Tài liệu chứng minh.
create table evidence (
  -- Nội dung ghi nhận.
  entry text primary key references entries (id),
  -- Tên tài liệu.
  title text not null,
  -- Số, ký hiệu.
  number text,
  -- Ngày của tài liệu.
  issued text check (issued is date(issued)),
  -- Địa chỉ công khai.
  url text,
  -- Ai cung cấp.
  provider text not null
) strict;

-- Kết quả giám sát.
create table verifications (
  -- Nội dung ghi nhận.
  entry text primary key references entries (id),
  -- Kết luận (danh mục finding).
  finding text not null
) strict;

-- Ý kiến của cơ quan về kết quả giám sát hoặc yêu cầu.
create table replies (
  -- Nội dung ghi nhận.
  entry text primary key references entries (id),
  -- Trả lời nội dung nào.
  answers text not null references entries (id)
) strict;

-- Gia hạn.
create table extensions (
  -- Nội dung ghi nhận.
  entry text primary key references entries (id),
  -- Hạn cuối theo hạn mới.
  due text not null check (due is date(due)),
  -- Lý do.
  reason text not null,
  -- Tên văn bản quyết định.
  title text not null,
  -- Số, ký hiệu.
  number text,
  -- Ngày ban hành.
  issued text not null check (issued is date(issued)),
  -- Địa chỉ công khai.
  url text
) strict;

-- Yêu cầu cung cấp thông tin.
create table requests (
  -- Nội dung ghi nhận.
  entry text primary key references entries (id),
  -- Gửi cơ quan nào.
  recipient text not null references agencies (id),
  -- Ngày gửi.
  sent text not null check (sent is date(sent)),
  -- Ngày cuối cùng phải trả lời.
  due text check (due is date(due)),
  -- Ngày trả lời, nếu đã trả lời.
  answered text check (answered is date(answered)),
  -- Nội dung ghi nhận việc trả lời.
  answer text references entries (id)
) strict;

-- Số đo của chỉ tiêu.
create table measurements (
  -- Nội dung ghi nhận.
  entry text primary key references entries (id),
  -- Chỉ tiêu.
  target text not null references targets (id),
  -- Giá trị.
  value real not null,
  -- Số chữ số thập phân.
  decimals integer not null,
  -- Thời điểm của số đo.
  "on" text not null check ("on" is date("on")),
  -- Địa bàn; trống: toàn bộ nơi áp dụng.
  area text,
  -- Nguồn số liệu.
  source text not null
) strict;

-- Nhiệm vụ thôi áp dụng.
create table withdrawals (
  -- Nội dung ghi nhận.
  entry text primary key references entries (id),
  -- Từ ngày nào.
  first text not null check (first is date(first)),
  -- Căn cứ.
  citation text not null
) strict;

-- Nghĩa vụ: một nhiệm vụ, của một cơ quan, trong một kỳ.
create table obligations (
  -- Thứ tự.
  position integer primary key,
  -- Mã: nhiệm vụ, cơ quan, kỳ.
  id text not null unique,
  -- Nhiệm vụ.
  task text not null references tasks (id),
  -- Cơ quan phải thực hiện.
  agency text not null references agencies (id),
  -- Nhóm mà văn bản gọi, nếu cơ quan được giao qua nhóm.
  collective text references agencies (id),
  -- Kỳ: 2018, 2018-06, 2018-q1…; trống: không theo kỳ.
  occurrence text,
  -- Cách gọi kỳ cho người đọc.
  occurrence_label text,
  -- Hạn cuối theo hạn ban đầu; trống: văn bản không nêu hạn.
  due text check (due is date(due)),
  -- Ngày đầu nghĩa vụ được theo dõi.
  first text not null check (first is date(first))
) strict;

-- Nội dung ghi nhận nói về nghĩa vụ nào.
create table entry_obligations (
  -- Nội dung ghi nhận.
  entry text not null references entries (id),
  -- Nghĩa vụ.
  obligation text not null references obligations (id),
  primary key (entry, obligation)
) strict;

-- Tình trạng của từng nghĩa vụ theo thời gian. Một dòng có hiệu lực từ ngày đầu đến hết ngày trước ngày kết thúc.
create table periods (
  -- Nghĩa vụ.
  obligation text not null references obligations (id),
  -- Ngày đầu.
  first text not null check (first is date(first)),
  -- Ngày ngay sau ngày cuối; 9999-12-31: chưa có ngày kết thúc.
  until text not null check (until is date(until) and until > first),
  -- Tình trạng so với hạn ban đầu (danh mục state).
  state text not null,
  -- Tình trạng so với hạn đã gia hạn (danh mục state).
  extended_state text not null,
  -- Ngày hạn đang áp dụng (kể cả gia hạn).
  due text check (due is date(due)),
  -- 1: đã gia hạn.
  extended integer not null check (extended in (0, 1)),
  -- Báo cáo gần nhất.
  claim text references entries (id),
  -- Số tài liệu chứng minh đã có.
  evidence integer not null,
  -- Kết luận giám sát gần nhất (danh mục finding).
  finding text,
  -- Nội dung giám sát gần nhất.
  verification text references entries (id),
  primary key (obligation, first)
) strict;

-- Thay đổi của nhiệm vụ theo lịch sử kho dữ liệu.
create table changes (
  -- Thứ tự.
  position integer primary key,
  -- Ngày sửa.
  changed text not null check (changed is date(changed)),
  -- Mã lần sửa trong kho dữ liệu.
  revision text not null,
  -- Lý do ghi kèm lần sửa.
  message text not null,
  -- Nhiệm vụ; giữ mã kể cả khi nhiệm vụ không còn.
  task text not null,
  -- Phần bị sửa: deadline, lead, quote, title…
  field text not null,
  -- Trước khi sửa.
  before text,
  -- Sau khi sửa.
  after text,
  -- Văn bản quyết định, nếu có ghi nhận gia hạn hoặc thôi áp dụng tương ứng.
  document text
) strict;

-- Quy tắc kiểm tra dữ liệu.
create table rules (
  -- Tên quy tắc.
  name text primary key,
  -- error (lỗi): không công bố; warning (cảnh báo): vẫn công bố và nêu ra.
  severity text not null check (severity in ('error', 'warning')),
  -- Nội dung quy tắc.
  wording text not null
) strict;

-- Cảnh báo về dữ liệu của kế hoạch.
create table warnings (
  -- Thứ tự.
  position integer primary key,
  -- Tệp.
  file text not null,
  -- Dòng.
  line integer not null,
  -- Đối tượng.
  subject text not null,
  -- Nội dung.
  message text not null,
  -- Quy tắc.
  rule text not null references rules (name)
) strict;

-- Những gì tìm được bằng ô tìm kiếm: nhiệm vụ, cơ quan, cam kết, chỉ tiêu, câu văn.
create table search_items (
  -- Thứ tự.
  id integer primary key,
  -- Loại: task, agency, commitment, target, sentence.
  kind text not null,
  -- Mã.
  ref text not null,
  -- Tên.
  title text not null,
  -- Chữ để tìm.
  text text not null,
  -- Chữ để tìm, không dấu.
  fold text not null
) strict;

-- Giải thích bảng và cột (lấy từ chú thích của lược đồ).
create table dictionary (
  -- Thứ tự.
  position integer primary key,
  -- Bảng hoặc khung nhìn.
  relation text not null,
  -- table hoặc view.
  kind text not null,
  -- Cột; trống: nói về cả bảng.
  "column" text,
  -- Kiểu dữ liệu.
  type text,
  -- Giải thích.
  description text not null
) strict;

create index task_roles_agency on task_roles (agency, role);
create index obligations_task on obligations (task);
create index obligations_agency on obligations (agency);
create index periods_first on periods (first, until);
create index entries_task on entries (task);
create index entry_obligations_obligation on entry_obligations (obligation);
create index sentence_spans_item on sentence_spans (item);
create index task_commitments_commitment on task_commitments ("commitment");
create index task_targets_target on task_targets (target);

-- Vai trò tính đến từng cơ quan: nhóm được mở ra thành viên, nhóm vẫn giữ một dòng.
create view agency_duties as
select
  -- Nhiệm vụ.
  r.task,
  -- Cơ quan được hỏi (thành viên hoặc chính cơ quan, nhóm được nêu tên).
  r.agency,
  -- Vai trò (danh mục role).
  r.role,
  -- Văn bản nêu rõ hay suy ra.
  r.basis,
  -- Nhóm mà văn bản gọi; trống: được nêu đích danh.
  null as collective
from task_roles r
union all
select r.task, m.member, r.role, r.basis, r.agency
from task_roles r
join agency_members m on m.collective = r.agency;

-- Ma trận trách nhiệm: mỗi ô là một nhiệm vụ và một cơ quan, với các vai trò nối bằng dấu phẩy.
create view matrix as
select
  -- Nhiệm vụ.
  task,
  -- Cơ quan.
  agency,
  -- Các vai trò.
  group_concat(role, ',') as roles,
  -- 1: có vai trò chỉ là suy ra.
  max(basis = 'inferred') as inferred,
  -- Nhóm mà văn bản gọi, nếu không nêu đích danh.
  max(collective) as collective
from agency_duties
group by task, agency;

-- Tên các cơ quan theo vai trò trong mỗi nhiệm vụ, trên một dòng, nối bằng dấu chấm phẩy.
create view task_agencies as
select
  -- Nhiệm vụ.
  task,
  -- Chủ trì.
  max(names) filter (where role = 'lead') as lead,
  -- Phối hợp.
  max(names) filter (where role = 'coordinate') as coordinate,
  -- Tham mưu.
  max(names) filter (where role = 'advise') as advise,
  -- Nơi nhận báo cáo.
  max(names) filter (where role = 'receive') as receive,
  -- Giám sát.
  max(names) filter (where role = 'supervise') as supervise
from (
  select task, role, group_concat(short, '; ') as names
  from (
    select r.task, r.role, a.short
    from task_roles r
    join agencies a on a.id = r.agency
    order by r.task, r.role, a.position
  )
  group by task, role
)
group by task;

-- Tình trạng của từng nghĩa vụ, kèm tên nhiệm vụ và cơ quan. Một dòng có hiệu lực từ ngày đầu đến hết ngày trước ngày kết thúc.
create view states as
select
  -- Nghĩa vụ.
  p.obligation,
  -- Nhiệm vụ.
  o.task,
  -- Tên nhiệm vụ.
  t.title,
  -- Cơ quan phải thực hiện.
  o.agency,
  -- Tên ngắn của cơ quan.
  a.short as agency_name,
  -- Nhóm mà văn bản gọi.
  o.collective,
  -- Kỳ.
  o.occurrence,
  -- Cách gọi kỳ.
  o.occurrence_label,
  -- Hạn ban đầu.
  o.due as original_due,
  -- Hạn đang áp dụng.
  p.due,
  -- 1: đã gia hạn.
  p.extended,
  -- Tình trạng so với hạn ban đầu.
  p.state,
  -- Nhãn của tình trạng.
  v.label as state_label,
  -- Tình trạng so với hạn đã gia hạn.
  p.extended_state,
  -- Báo cáo gần nhất.
  p.claim,
  -- Ngày đạt tình trạng theo báo cáo gần nhất.
  c.effective as claimed,
  -- Số tài liệu chứng minh.
  p.evidence,
  -- Kết luận giám sát gần nhất.
  p.finding,
  -- Nội dung giám sát gần nhất.
  p.verification,
  -- Ngày đầu của tình trạng này.
  p.first,
  -- Ngày ngay sau ngày cuối của tình trạng này.
  p.until
from periods p
join obligations o on o.id = p.obligation
join tasks t on t.id = o.task
join agencies a on a.id = o.agency
join vocabulary v on v.name = 'state' and v.code = p.state
left join claims c on c.entry = p.claim;

-- Sáu điều rõ của mỗi nhiệm vụ trên một dòng.
create view task_clarity as
select
  -- Nhiệm vụ.
  task,
  -- Rõ người.
  max(clear) filter (where dimension = 'who') as who,
  -- Rõ việc.
  max(clear) filter (where dimension = 'what') as what,
  -- Rõ thời gian.
  max(clear) filter (where dimension = 'when') as "when",
  -- Rõ thẩm quyền.
  max(clear) filter (where dimension = 'authority') as authority,
  -- Rõ kết quả.
  max(clear) filter (where dimension = 'result') as result,
  -- Rõ minh chứng.
  max(clear) filter (where dimension = 'evidence') as evidence,
  -- Số điều rõ, trên 6.
  sum(clear) as score
from clarity
group by task;

-- Số câu của văn bản theo cách xử lý.
create view coverage as
select
  -- Cách xử lý.
  status,
  -- Số câu.
  count(*) as sentences
from sentences
group by status;

-- Chỉ tiêu không có nhiệm vụ nào phục vụ.
create view targets_without_task as
select
  -- Chỉ tiêu.
  id,
  -- Tên.
  title
from targets
where id not in (select target from task_targets);

-- Cam kết không có nhiệm vụ nào thực hiện.
create view commitments_without_task as
select
  -- Cam kết.
  id,
  -- Nhóm giải pháp.
  solution_group,
  -- Tên.
  title
from commitments
where id not in (select "commitment" from task_commitments);

-- Số đo gần nhất của mỗi chỉ tiêu trên toàn bộ nơi áp dụng, theo ngày ghi nhận.
create view target_results as
select
  -- Chỉ tiêu.
  m.target,
  -- Giá trị.
  m.value,
  -- Số chữ số thập phân.
  m.decimals,
  -- Thời điểm của số đo.
  m."on",
  -- Địa bàn.
  m.area,
  -- Nguồn.
  m.source,
  -- Ngày ghi nhận.
  e.recorded,
  -- Nội dung ghi nhận.
  m.entry
from measurements m
join entries e on e.id = m.entry;
