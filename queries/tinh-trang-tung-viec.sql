-- title: Từng việc của từng cơ quan đang ở tình trạng nào?
-- group: Tiến độ
-- why: Danh sách đầy đủ, lọc được theo tình trạng, cơ quan, nhiệm vụ, để đối chiếu với mọi con số tổng hợp.
-- param: as_of | date | Tính đến ngày |
-- param: state | state | Tình trạng |
-- param: agency | agency | Cơ quan |
-- param: task | task | Nhiệm vụ |
-- order: 160
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:state, '') as state,
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
  iif(s.extended, s.due, null) as "Hạn đã gia hạn",
  s.state_label as "Tình trạng",
  s.claimed as "Ngày đạt theo báo cáo",
  s.evidence as "Số minh chứng",
  f.label as "Kết luận giám sát",
  s.first as "Ở tình trạng này từ ngày"
from ask
join states s
join tasks t on t.id = s.task
join agencies a on a.id = s.agency
left join vocabulary f on f.name = 'finding' and f.code = s.finding
where s.first <= ask.as_of
  and ask.as_of < s.until
  and (ask.state is null or s.state = ask.state)
  and (ask.agency is null or ask.agency in (s.agency, s.collective))
  and (ask.task is null or s.task = ask.task)
order by t.position, a.position, s.obligation
