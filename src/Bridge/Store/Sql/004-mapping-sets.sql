-- What was, is and might be live: one row each time that a set of mapping files was proposed. State: waiting (for a
-- person's word), confirmed (a person gave it; the next node to see this takes it live), kept out (a person said no),
-- live (at most one), past (was live), dropped (another proposal took its place).
create table mapping_sets (
    id bigint generated always as identity primary key,
    hash text not null,
    files json not null,
    state text not null,
    proposed_at timestamptz not null,
    live_since timestamptz,
    live_until timestamptz,
    report json
);
create unique index mapping_sets_live on mapping_sets ((true)) where state = 'live';
create unique index mapping_sets_open on mapping_sets (hash) where state in ('waiting', 'confirmed', 'kept out');

-- Each version of a process that was ever live: what the hash on an effect or a line of a story means. The set is the first
-- that had it; its files hold the text.
create table mapping_versions (
    process text not null,
    hash text not null,
    file text not null,
    set_id bigint not null references mapping_sets,
    live_since timestamptz not null,
    primary key (process, hash)
);
create index mapping_versions_hash on mapping_versions (hash);
