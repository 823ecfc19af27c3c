-- One row a ticket that was ever looked at. State is the case as the core knows it; the columns beside it are what is
-- asked for by SQL. ready_at says when somebody must look at the case (null: at rest); a lease says who does.
create table cases (
    id bigint generated always as identity primary key,
    helpdesk text not null,
    ticket_id text not null,
    process text,
    stage text,
    item_key text,
    state json,
    ticket json,
    item json,
    mapping_hash text,
    failures int not null default 0,
    ready_at timestamptz,
    lease_node int,
    lease_token uuid,
    lease_until timestamptz,
    fence bigint not null default 0,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (helpdesk, ticket_id)
);
create index cases_ready on cases (ready_at) where ready_at is not null;
create index cases_lease on cases (lease_token) where lease_token is not null;
create index cases_process on cases (process, stage, id) where process is not null;
create index cases_ticket on cases (ticket_id);
create index cases_item on cases (lower(item_key)) where item_key is not null;

-- Which cases an item belongs to: many may share one.
create table links (
    connection text not null,
    item_id text not null,
    case_id bigint not null references cases,
    primary key (connection, item_id, case_id)
);
create index links_case on links (case_id);

-- The inbox. A signal without a case is of an item that no case is linked to (yet).
create table signals (
    id bigint generated always as identity primary key,
    case_id bigint references cases,
    connection text not null,
    side smallint not null,
    object_id text not null,
    source smallint not null,
    version bigint,
    what text not null,
    received_at timestamptz not null
);
create index signals_case on signals (case_id);
create index signals_unrouted on signals (connection, object_id) where case_id is null;

-- The journal. State: started (may have been done), waiting (certainly not done), done, refused (a person must mend it),
-- replanned (an update that the next plan decides anew), shown (observe mode: never executed).
create table effects (
    id bigint generated always as identity primary key,
    case_id bigint not null references cases,
    key text not null,
    kind text not null,
    side smallint not null,
    effect json not null,
    settlement json not null,
    reason text not null,
    state text not null,
    attempts int not null default 0,
    started_at timestamptz,
    next_try timestamptz,
    failure text,
    comment_id text,
    mapping_hash text not null,
    planned_at timestamptz not null,
    ended_at timestamptz,
    unique (case_id, key)
);
create index effects_open on effects (case_id) where state in ('started', 'waiting');
create index effects_refused on effects (case_id) where state = 'refused';

create table findings (
    id bigint generated always as identity primary key,
    case_id bigint references cases,
    scope text not null default '',
    kind text not null,
    key text not null,
    message text not null,
    opened_at timestamptz not null,
    closed_at timestamptz
);
create unique index findings_open on findings (coalesce(case_id, 0), scope, key) where closed_at is null;

-- The story of a case, append only.
create table timeline (
    id bigint generated always as identity primary key,
    case_id bigint not null references cases,
    at timestamptz not null,
    kind text not null,
    text text not null,
    mapping_hash text
);
create index timeline_case on timeline (case_id, id);

-- Authentic webhooks that nobody understood: kept for a person.
create table quarantine (
    id bigint generated always as identity primary key,
    connection text not null,
    received_at timestamptz not null,
    reason text not null,
    body bytea not null
);

create table polls (
    connection text primary key,
    watermark text,
    polled_at timestamptz,
    failure text
);

-- A running bridge holds the advisory lock (7001, id) for as long as it lives.
create table nodes (
    id int generated always as identity primary key,
    name text not null,
    started_at timestamptz not null
);

-- Locks a case for its worker; refuses a worker whose lease went to somebody else.
create function bridge_hold(p_case bigint, p_fence bigint) returns void language plpgsql as $$
begin
    perform 1 from cases where id = p_case and fence = p_fence for update;
    if not found then
        raise exception 'case % is no longer leased with fence %', p_case, p_fence using errcode = 'BR001';
    end if;
end $$;
