-- title: Việc nào đã đến hạn mà chưa có báo cáo?
-- group: Tiến độ
-- why: Chưa có thông tin công bố không có nghĩa là không làm; đây là danh sách để yêu cầu cung cấp thông tin.
-- param: as_of | date | Tính đến ngày |
-- param: agency | agency | Cơ quan |
-- param: task | task | Nhiệm vụ |
-- order: 120
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:agency, '') as agency,
    nullif(:task, '') as task
)
select
  s.task as "Mã nhiệm vụ",
  s.title as "Nhiệm vụ",
  s.occurrence_label as "Kỳ",
  s.agency as "Mã cơ quan",
  s.agency_name as "Cơ quan",
  s.original_due as "Hạn ban đầu",
  cast(julianday(ask.as_of) - julianday(s.original_due) as integer) as "Số ngày từ hạn",
  n.receive as "Nơi nhận báo cáo",
  t.quote as "Nguyên văn"
from ask
join states s
join tasks t on t.id = s.task
left join task_agencies n on n.task = s.task
where s.first <= ask.as_of
  and ask.as_of < s.until
  and s.state = 'chua-co-bao-cao'
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
  and (ask.task is null or s.task = ask.task)
order by s.original_due, t.position, s.obligation
