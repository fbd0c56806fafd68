-- title: Việc nào báo hoàn thành mà không kèm minh chứng?
-- group: Báo cáo và minh chứng
-- why: Một việc chỉ được coi là hoàn thành khi có tài liệu cho thấy kết quả; lời báo cáo và minh chứng là hai điều khác nhau.
-- param: as_of | date | Tính đến ngày |
-- param: agency | agency | Cơ quan |
-- order: 220
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:agency, '') as agency
)
select
  s.task as "Mã nhiệm vụ",
  s.title as "Nhiệm vụ",
  s.occurrence_label as "Kỳ",
  s.agency as "Mã cơ quan",
  s.agency_name as "Cơ quan",
  s.state_label as "Tình trạng",
  s.claimed as "Ngày đạt theo báo cáo",
  e.recorded as "Ngày ghi nhận",
  v.short as "Ai báo cáo",
  e.text as "Nội dung báo cáo",
  t.deliverable as "Sản phẩm phải có"
from ask
join states s
join tasks t on t.id = s.task
join agencies a on a.id = s.agency
join entries e on e.id = s.claim
join agencies v on v.id = e.voice
where s.first <= ask.as_of
  and ask.as_of < s.until
  and s.state in ('hoan-thanh-dung-han', 'hoan-thanh-qua-han', 'hoan-thanh')
  and s.evidence = 0
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
order by t.position, a.position, s.obligation
