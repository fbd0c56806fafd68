-- title: Yêu cầu cung cấp thông tin nào đã quá hạn mà chưa được trả lời?
-- group: Giám sát
-- why: Nhật ký yêu cầu và trả lời. Yêu cầu không ghi hạn thì tính theo số ngày do người hỏi chọn; con số này là mốc theo dõi, không phải thời hạn luật định.
-- param: as_of | date | Tính đến ngày |
-- param: days | days | Số ngày chờ khi yêu cầu không ghi hạn | 15
-- param: agency | agency | Cơ quan |
-- order: 320
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    cast(coalesce(nullif(:days, ''), '15') as integer) as days,
    nullif(:agency, '') as agency
),
waiting as (
  select
    e.position,
    e.task,
    e.voice,
    e.text,
    r.recipient,
    r.sent,
    r.due as stated,
    coalesce(r.due, date(r.sent, '+' || ask.days || ' days')) as due
  from ask
  join requests r
  join entries e on e.id = r.entry and e.recorded <= ask.as_of
  left join entries n on n.id = r.answer and n.recorded <= ask.as_of
  where n.id is null
    and (ask.agency is null or r.recipient = ask.agency)
)
select
  w.recipient as "Mã cơ quan",
  a.short as "Cơ quan được hỏi",
  b.short as "Ai hỏi",
  w.sent as "Ngày gửi",
  w.due as "Ngày cuối phải trả lời",
  iif(w.stated is null, 'tính theo số ngày chờ', 'ghi trong yêu cầu') as "Cách xác định hạn",
  cast(julianday(ask.as_of) - julianday(w.due) as integer) as "Quá số ngày",
  w.task as "Mã nhiệm vụ",
  w.text as "Nội dung yêu cầu"
from ask
join waiting w on w.due < ask.as_of
join agencies a on a.id = w.recipient
join agencies b on b.id = w.voice
order by w.due, w.position
