-- What people decided about messages that the leak guard had stopped. Of one message one decision is open at a time: the
-- first wins. heeded_at says when a recorded plan took it in.
create table verdicts (
    id bigint generated always as identity primary key,
    case_id bigint not null references cases,
    number int not null,
    kind text not null,
    seen text not null,
    text text,
    by_whom text not null,
    at timestamptz not null,
    heeded_at timestamptz
);
create unique index verdicts_open on verdicts (case_id, number) where heeded_at is null;
