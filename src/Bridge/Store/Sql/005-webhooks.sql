-- The webhooks that the bridge registered by a tool's API. The secret signs their deliveries and is never shown: any node
-- verifies by it as soon as it is here.
create table webhooks (
    connection text not null,
    webhook_id text not null,
    address text not null,
    secret text,
    made_at timestamptz not null,
    primary key (connection, webhook_id)
);

-- When the health of a connection's webhook was looked at last: one node at a time does it.
create table webhook_turns (
    connection text primary key,
    looked_at timestamptz not null
);

-- What only deliveries say and no read does (of ClickUp: whether a due date has a time, and who set it). The newest by the
-- tool's clock.
create table webhook_facts (
    connection text not null,
    object_id text not null,
    name text not null,
    value text not null,
    at timestamptz not null,
    primary key (connection, object_id, name)
);
create index webhook_facts_at on webhook_facts (at);
