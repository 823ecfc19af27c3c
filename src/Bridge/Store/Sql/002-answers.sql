-- What customers answered by links. One a round: the first wins. heeded_at says when a recorded plan took it in.
create table answers (
    id bigint generated always as identity primary key,
    case_id bigint not null references cases,
    round int not null,
    answer text not null,
    remark text,
    at timestamptz not null,
    heeded_at timestamptz,
    unique (case_id, round)
);
create index answers_open on answers (case_id) where heeded_at is null;
