-- What each connection sent in the last minute, over all nodes, and who waits: the state of its rate budget, written when a
-- node takes a slice. Unlogged: it says nothing that is worth keeping longer than a minute, and it is written often. After a
-- crash of the server it is empty; each node then tells what it sent itself in the last minute.
create unlogged table budgets (
    connection text primary key,
    version bigint not null,
    state json not null
) with (fillfactor = 50);

-- When a webhook of a connection was taken last, to the minute.
alter table polls add column webhook_at timestamptz;
