-- Cases wait in lines: those that need the same connections stand in one. Empty: no tracker is known of the case yet.
alter table cases add column tracker text not null default '';
update cases c set tracker = l.connection from links l where l.case_id = c.id;
create index cases_in_line on cases (helpdesk, tracker, ready_at) where ready_at is not null;
drop index cases_ready;

-- The oldest signal is found without reading the rest, and what is nobody's is dropped page by page.
create index signals_waiting on signals (received_at) where case_id is not null;
create index signals_nobodys on signals (received_at) where case_id is null;
