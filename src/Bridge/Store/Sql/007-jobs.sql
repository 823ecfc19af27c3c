-- The tables of the job scheduler (Quartz 4.7) as its PostgreSQL store reads and writes them, with a prefix of their own.
-- Times are ticks of .NET. Its history tables are left out: job_runs below is what people see.
create table quartz_job_details (
    sched_name text not null,
    job_name text not null,
    job_group text not null,
    description text,
    job_class_name text not null,
    is_durable boolean not null,
    is_nonconcurrent boolean not null,
    is_update_data boolean not null,
    requests_recovery boolean not null,
    job_data bytea,
    primary key (sched_name, job_name, job_group)
);

create table quartz_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    job_name text not null,
    job_group text not null,
    description text,
    next_fire_time bigint,
    prev_fire_time bigint,
    priority int,
    trigger_state text not null,
    trigger_type text not null,
    start_time bigint not null,
    end_time bigint,
    calendar_name text,
    misfire_instr smallint,
    misfire_orig_fire_time bigint,
    execution_group text,
    preferred_node text,
    preferred_node_auto boolean not null default false,
    retry_policy text,
    retry_attempt int,
    continues_trigger_name text,
    continues_trigger_group text,
    continuation_condition int,
    overlap_policy int,
    pause_reason text,
    paused_by text,
    paused_at bigint,
    misfire_threshold bigint,
    fixed_delay boolean,
    job_data bytea,
    primary key (sched_name, trigger_name, trigger_group),
    foreign key (sched_name, job_name, job_group) references quartz_job_details
);
create index quartz_triggers_next on quartz_triggers (sched_name, trigger_state, next_fire_time);
create index quartz_triggers_job on quartz_triggers (sched_name, job_name, job_group);

create table quartz_simple_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    repeat_count bigint not null,
    repeat_interval bigint not null,
    times_triggered bigint not null,
    primary key (sched_name, trigger_name, trigger_group),
    foreign key (sched_name, trigger_name, trigger_group) references quartz_triggers on delete cascade
);

create table quartz_cron_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    cron_expression text not null,
    time_zone_id text,
    primary key (sched_name, trigger_name, trigger_group),
    foreign key (sched_name, trigger_name, trigger_group) references quartz_triggers on delete cascade
);

create table quartz_simprop_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    str_prop_1 text,
    str_prop_2 text,
    str_prop_3 text,
    int_prop_1 int,
    int_prop_2 int,
    long_prop_1 bigint,
    long_prop_2 bigint,
    dec_prop_1 numeric,
    dec_prop_2 numeric,
    bool_prop_1 boolean,
    bool_prop_2 boolean,
    time_zone_id text,
    primary key (sched_name, trigger_name, trigger_group),
    foreign key (sched_name, trigger_name, trigger_group) references quartz_triggers on delete cascade
);

create table quartz_blob_triggers (
    sched_name text not null,
    trigger_name text not null,
    trigger_group text not null,
    blob_data bytea,
    primary key (sched_name, trigger_name, trigger_group),
    foreign key (sched_name, trigger_name, trigger_group) references quartz_triggers on delete cascade
);

create table quartz_calendars (
    sched_name text not null,
    calendar_name text not null,
    calendar bytea not null,
    primary key (sched_name, calendar_name)
);

create table quartz_paused_trigger_grps (
    sched_name text not null,
    trigger_group text not null,
    pause_reason text,
    paused_by text,
    paused_at bigint,
    primary key (sched_name, trigger_group)
);

create table quartz_paused_job_grps (
    sched_name text not null,
    job_group text not null,
    pause_reason text,
    paused_by text,
    paused_at bigint,
    primary key (sched_name, job_group)
);

create table quartz_fired_triggers (
    sched_name text not null,
    entry_id text not null,
    trigger_name text not null,
    trigger_group text not null,
    instance_name text not null,
    fired_time bigint not null,
    sched_time bigint not null,
    priority int not null,
    state text not null,
    job_name text,
    job_group text,
    is_nonconcurrent boolean not null,
    requests_recovery boolean,
    execution_group text,
    progress int,
    progress_message text,
    interrupt_requested_time bigint,
    primary key (sched_name, entry_id)
);

create table quartz_scheduler_state (
    sched_name text not null,
    instance_name text not null,
    last_checkin_time bigint not null,
    checkin_interval bigint not null,
    quartz_version text,
    primary key (sched_name, instance_name)
);

create table quartz_locks (
    sched_name text not null,
    lock_name text not null,
    primary key (sched_name, lock_name)
);

-- The last run of each job, for people. Node is 0 for a job that runs once over all nodes.
create table job_runs (
    job text not null,
    node int not null,
    pace interval not null,
    started_at timestamptz not null,
    ended_at timestamptz,
    next_at timestamptz,
    error text,
    failures int not null default 0,
    primary key (job, node)
);

-- Cases whose two sides were found to differ though nobody works on them. Confirmed: a second look found the same.
create table drift (
    case_id bigint primary key references cases,
    differences text[] not null,
    found_at timestamptz not null,
    confirmed_at timestamptz
);

-- How far the comparison of cases has come: the id of the last one. One row.
create table drift_mark (
    one boolean primary key default true check (one),
    after_case bigint not null
);
insert into drift_mark (after_case) values (0);

