-- title: Thời hạn, nội dung nào đã thay đổi, căn cứ vào đâu?
-- group: Thay đổi theo thời gian
-- why: Chống lùi hạn lặng lẽ: mọi lần gia hạn, thôi áp dụng và mọi lần sửa lời văn nhiệm vụ trong kho dữ liệu, kèm văn bản quyết định nếu có.
-- param: as_of | date | Tính đến ngày |
-- param: task | task | Nhiệm vụ |
-- order: 510
with ask as (
  select
    date(coalesce(nullif(:as_of, ''), (select value from meta where key = 'as_of'))) as as_of,
    nullif(:task, '') as task
),
extended as (
  select
    e.id,
    max(b.due) as original,
    (
      select y.due
      from extensions y
      join entries f on f.id = y.entry and f.position < e.position
      join entry_obligations m on m.entry = f.id
      join entry_obligations l on l.entry = e.id and l.obligation = m.obligation
      order by f.position desc
      limit 1
    ) as previous
  from extensions x
  join entries e on e.id = x.entry
  left join entry_obligations k on k.entry = e.id
  left join obligations b on b.id = k.obligation
  group by e.id
),
changed as (
  select
    e.recorded as day,
    e.task,
    'Gia hạn' as what,
    d.original,
    coalesce(d.previous, d.original) as before,
    x.due as after,
    x.title || coalesce(' số ' || x.number, '') || strftime(' ngày %d/%m/%Y', x.issued) as document,
    x.reason,
    1 as sort,
    e.position
  from extensions x
  join entries e on e.id = x.entry
  join extended d on d.id = e.id
  union all
  select e.recorded, e.task, 'Thôi áp dụng', null, null, w.first, w.citation, e.text, 2, e.position
  from withdrawals w
  join entries e on e.id = w.entry
  union all
  select
    c.changed,
    c.task,
    case c.field
      when 'task' then 'Bỏ nhiệm vụ'
      when 'title' then 'Sửa tên'
      when 'quote' then 'Sửa nguyên văn'
      when 'kind' then 'Sửa loại nhiệm vụ'
      when 'binding' then 'Sửa giao việc hay đề nghị'
      when 'lead' then 'Sửa cơ quan chủ trì'
      when 'deadline' then 'Sửa thời hạn'
      when 'recurrence' then 'Sửa kỳ lặp lại'
      when 'deliverable' then 'Sửa sản phẩm'
      else 'Sửa ' || c.field
    end,
    null,
    c.before,
    c.after,
    c.document,
    c.message,
    3,
    c.position
  from changes c
)
select
  h.day as "Ngày thay đổi",
  t.id as "Mã nhiệm vụ",
  coalesce(t.title, h.task || ' (không còn trong dữ liệu)') as "Nhiệm vụ",
  h.what as "Thay đổi gì",
  h.original as "Hạn ban đầu",
  h.before as "Trước",
  h.after as "Sau",
  coalesce(h.document, 'Không có') as "Văn bản quyết định",
  h.reason as "Lý do"
from ask
join changed h on h.day <= ask.as_of
left join tasks t on t.id = h.task
where ask.task is null or h.task = ask.task
order by h.day, h.sort, h.position
