-- drop index `uniq_active_Assignment_desk` of `Assignment`
DROP INDEX "uniq_active_Assignment_desk";
