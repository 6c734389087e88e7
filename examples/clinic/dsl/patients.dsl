# Patients and who stands behind them.
module clinic.patients
use clinic.core

entity Patient "Patient":
  intent: "One person under care"
  extends: Stamped
  soft_delete
  id: uuid pk
  record_number: str(12) required unique
  last_name: str(80) required pii(category=identity, sensitivity=high)
  first_name: str(80) required pii(category=identity, sensitivity=high)
  born_on: date required pii(category=identity, sensitivity=high)
  sex: enum[female,male,other,unknown] required = unknown
  mobile: str(30) pii
  email: email
  language: str(8) required = "de"
  home_site: ref Site
  practitioner: ref Practitioner
  appointments: has_many Appointment restrict
  contacts: has_many EmergencyContact cascade
  coverages: has_many Coverage cascade
  age: computed years_since(born_on)
  index last_name, first_name, born_on
  index home_site, last_name
  examples:
    - {last_name: "Huber", first_name: "Eva", born_on: "1980-02-29"}
  permit:
    list: role(reception) or role(doctor)
    create: role(reception)
    delete: role(manager)
  scope:
    list: home_site = current_user.site
      for: reception

entity EmergencyContact "Emergency contact":
  id: uuid pk
  patient: ref Patient required
  position: int required = 1
  name: str(120) required pii
  phone: str(30) required pii
  relation: enum[partner,parent,child,friend,other] = other
  unique patient, position

entity Consent "Consent":
  intent: "What a patient has agreed to, signed"
  extends: Stamped
  signable: true
  id: uuid pk
  patient: ref Patient required
  about: enum[treatment,data_sharing,research] required
  wording: text required
  valid_until: date = today + 2y
  index patient, about

entity Attachment "Attachment":
  extends: Stamped
  id: uuid pk
  subject: poly_ref [Patient, Consent] required indexed
  content: file(50MB, ui: drag_drop) required storage=records|archive
  title: str(200) required
  meta: json = "{}"
