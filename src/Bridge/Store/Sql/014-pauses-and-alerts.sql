-- Connections that are paused as a whole: nothing but probes is sent to their tools, by any node. One node takes each probe.
create table connection_pauses (
    connection text primary key,
    cause text not null,
    since timestamptz not null,
    words text not null,
    next_probe timestamptz not null
);

-- Cases whose work waits for a paused connection: woken when its pause ends. A case is only added while it is locked against
-- that end, so none is forgotten.
create table connection_waits (
    connection text not null,
    case_id bigint not null references cases,
    primary key (connection, case_id)
);

-- What an alert knows of one group: since when something stands, and what was told of it. Number counts the messages of this
-- standing; it begins anew when the group does.
create table alert_groups (
    alert text not null,
    name text not null,
    since timestamptz not null,
    told_at timestamptz,
    told int not null default 0,
    primary key (alert, name)
);

-- The journal of alerts. Waiting: certainly not sent. Started: may have been sent (lease_until says until when a node is at
-- it). Sent; dropped: given up, with the failure.
create table alert_messages (
    id bigint generated always as identity primary key,
    alert text not null,
    name text not null,
    since timestamptz not null,
    number int not null,
    kind text not null,
    text text not null,
    state text not null,
    attempts int not null default 0,
    planned_at timestamptz not null,
    started_at timestamptz,
    lease_until timestamptz,
    next_try timestamptz,
    ended_at timestamptz,
    failure text,
    unique (alert, name, since, number)
);
create index alert_messages_open on alert_messages (id) where state in ('waiting', 'started');
