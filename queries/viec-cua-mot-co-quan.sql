-- title: Một cơ quan có những việc gì, văn bản viết thế nào?
-- group: Cơ quan và nguồn lực
-- why: Chuẩn bị cho một buổi làm việc: mọi vai trò của cơ quan, kể cả việc giao qua nhóm, kèm nguyên văn và tình trạng các việc cơ quan phải thực hiện.
-- param: agency | agency | Cơ quan |
-- param: as_of | date | Tính đến ngày |
-- asks: agency
-- order: 410
with ask as (
  select
    nullif(:agency, '') as agency,
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of
),
known as (
  select s.task, s.agency, group_concat(s.words, '; ') as words
  from (
    select s.task, s.agency, coalesce(s.occurrence_label || ': ', '') || s.state_label as words
    from ask
    join states s on s.first <= ask.as_of and ask.as_of < s.until
    order by s.task, s.agency, s.original_due, s.occurrence
  ) s
  group by s.task, s.agency
)
select
  a.id as "Mã cơ quan",
  a.short as "Cơ quan",
  v.label as "Vai trò",
  k.label as "Căn cứ vai trò",
  g.short as "Được gọi qua nhóm",
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  t.due as "Hạn ban đầu",
  t.deliverable as "Sản phẩm phải có",
  n.receive as "Nơi nhận",
  s.words as "Tình trạng",
  o.label as "Vị trí trong văn bản",
  t.quote as "Nguyên văn"
from ask
join agency_duties d on ask.agency is null or d.agency = ask.agency
join agencies a on a.id = d.agency
join tasks t on t.id = d.task
join vocabulary v on v.name = 'role' and v.code = d.role
join vocabulary k on k.name = 'basis' and k.code = d.basis
join outline o on o.locator = t.locator
left join agencies g on g.id = d.collective
left join task_agencies n on n.task = t.id
left join known s on s.task = t.id and s.agency = d.agency and d.role = 'lead'
order by a.position, v.position, t.position, g.position
