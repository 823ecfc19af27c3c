-- What people do about findings. connection: the tool that one is about (null: the ticket's, or none). retried_at: somebody had
-- it tried again, and no look has seen it since. closed_by and closed_why: who dropped it, and why. hidden: it was dropped
-- while it holds, and stays out of sight for as long as it says the same.
alter table findings add column connection text;
alter table findings add column retried_at timestamptz;
alter table findings add column closed_by text;
alter table findings add column closed_why text;
alter table findings add column hidden boolean not null default false;
create index findings_case on findings (case_id, id) where case_id is not null;
create index findings_shown on findings (kind, id) where closed_at is null;
create index findings_hidden on findings (coalesce(case_id, 0), scope, key) where hidden;

-- When a person had an effect tried again that a tool had refused. Null: nobody did.
alter table effects add column retried_at timestamptz;

-- Since when the looks at a case do not get through. Null: the last one did.
alter table cases add column troubled_since timestamptz;
create index cases_troubled on cases (troubled_since) where troubled_since is not null;
create index effects_waiting on effects (planned_at) where state in ('started', 'waiting');

-- Webhooks in quarantine are findings from here on.
insert into findings (scope, kind, key, connection, message, opened_at)
select 'quarantine', 'Quarantined', 'quarantine/' || id, connection, connection || ': ' || reason, received_at from quarantine;

-- So are notes, replies, comments, articles and webhooks that a tool had refused: the case remembers them, and its next look,
-- which comes now, makes the finding. The text of the state is added to, as its keys must keep their order.
update cases c
set fence = fence + 1, ready_at = now(), lease_node = null, lease_token = null, lease_until = null,
    state = (left(rtrim(state::text), -1) || ',"unsaid":' || e.unsaid || '}')::json
from (
    select case_id, json_agg(json_build_object('key', key, 'kind', kind, 'what', kind || ' (' || reason || ')',
        'message', coalesce(failure, ''), 'at', coalesce(ended_at, planned_at)) order by id)::text as unsaid
    from effects where state = 'refused' and kind in ('note', 'reply', 'comment', 'article', 'post') group by case_id
) e
where c.id = e.case_id and c.state is not null;
