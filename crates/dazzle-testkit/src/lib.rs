//! Test support: schema generators, private database servers, case folders, the command runner.
