-- title: Kỳ báo cáo nào bị thiếu hoặc nộp muộn?
-- group: Báo cáo và minh chứng
-- why: Kỷ luật báo cáo: từng kỳ của từng việc định kỳ, so với ngày nộp mà văn bản nêu.
-- param: as_of | date | Tính đến ngày |
-- param: agency | agency | Cơ quan |
-- param: task | task | Nhiệm vụ |
-- order: 210
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
  s.claimed as "Ngày đạt theo báo cáo",
  cast(
    julianday(iif(s.state = 'hoan-thanh-qua-han', s.claimed, ask.as_of)) - julianday(s.original_due) as integer
  ) as "Số ngày muộn",
  s.state_label as "Tình trạng"
from ask
join states s
join tasks t on t.id = s.task
join agencies a on a.id = s.agency
where s.first <= ask.as_of
  and ask.as_of < s.until
  and s.occurrence is not null
  and s.state in ('hoan-thanh-qua-han', 'qua-han', 'chua-co-bao-cao')
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
  and (ask.task is null or s.task = ask.task)
order by s.original_due, t.position, a.position, s.obligation
