# What people see. Nothing in this file changes a table.
module clinic.screens
use clinic.core
use clinic.patients
use clinic.scheduling
use clinic.records

persona reception "Reception":
  goals: "Keep the waiting room short"
  proficiency: intermediate

persona doctor "Practitioner":
  goals: "See the record before the patient comes in"

surface patient_list "Patients":
  uses entity Patient
  mode: list
  section main:
    field last_name "Last name"
    field first_name "First name"
    field born_on "Born"
  ux:
    purpose: "Find a patient"
    sort: last_name asc
    search: last_name, first_name

surface appointment_edit "Appointment":
  uses entity Appointment
  mode: edit
  section main:
    field patient "Patient"
    field practitioner "With"
    field starts_at "Starts"
    field minutes "Minutes"

surface encounter_view "Encounter":
  uses entity Encounter
  mode: view
  section main:
    field complaint "Complaint"
    field findings "Findings"

workspace front_desk "Front desk":
  purpose: "Today at a glance"
  today:
    source: Appointment
    filter: starts_at = today
    sort: starts_at asc
    limit: 50
  missed:
    source: Appointment
    filter: status = no_show

service reminder "Reminder service":
  kind: integration
  input:
    appointment: uuid required

process send_reminder "Send a reminder":
  trigger:
    when: entity Appointment status -> booked
  steps:
    - step wait_a_day:
        wait: 1d
    - step send:
        service: reminder
