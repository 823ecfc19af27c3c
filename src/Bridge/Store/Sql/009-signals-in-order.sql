-- A case takes so many of its oldest signals at a time: they are found without sorting the rest.
create index signals_of_case on signals (case_id, id);
drop index signals_case;
