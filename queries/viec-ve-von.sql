-- title: Việc về vốn: ai bố trí, ai kiểm tra?
-- group: Cơ quan và nguồn lực
-- why: Nguồn lực quyết định kết quả. Chọn chủ đề khác để hỏi như vậy về một lĩnh vực khác.
-- param: topic | topic | Chủ đề | von
-- order: 420
with ask as (
  select
    coalesce(nullif(:topic, ''), 'von') as topic
)
select
  t.id as "Mã nhiệm vụ",
  t.title as "Nhiệm vụ",
  n.lead as "Ai bố trí, thực hiện",
  n.coordinate as "Ai phối hợp",
  n.advise as "Ai tham mưu",
  b.short as "Ai quyết định",
  n.receive as "Ai nhận báo cáo",
  coalesce(n.supervise, 'Văn bản không nêu') as "Ai kiểm tra, giám sát",
  t.deliverable as "Sản phẩm phải có",
  o.label as "Vị trí trong văn bản",
  t.quote as "Nguyên văn"
from ask
join task_topics p on p.topic = ask.topic
join tasks t on t.id = p.task
join outline o on o.locator = t.locator
left join agencies b on b.id = t.decides
left join task_agencies n on n.task = t.id
order by t.position
