# The clinic itself: its sites and rooms, and the people who work there.
module clinic.core
app clinic "Clinic":
  description: "Appointments, records and bills of a group practice"
  security_profile: standard

archetype Stamped:
  created_at: datetime auto_add
  updated_at: datetime auto_update

entity Site "Site":
  intent: "A building where patients are seen"
  id: uuid pk
  code: str(8) required unique
  name: str(120) required
  street: str(120)
  city: str(80) required
  postcode: str(12)
  timezone: timezone = "Europe/Vienna"
  rooms: has_many Room cascade
  permit:
    list: authenticated
    create: role(manager)

entity Department "Department":
  id: uuid pk
  site: ref Site required
  name: str(80) required
  phone: str(30)
  rooms: has_many Room nullify
  unique site, name

entity Room "Room":
  id: uuid pk
  site: ref Site required
  department: ref Department
  number: str(10) required
  purpose: enum[consultation,treatment,laboratory,waiting] required = consultation
  seats: int = 1
  unique site, number
  invariant: seats > 0
    message: "A room has at least one seat"

entity User "User":
  intent: "Somebody who signs in"
  archetype: user
  id: uuid pk
  email: email required unique
  display_name: str(120) required
  permit:
    list: role(manager)
    update: role(manager) or id = current_user

entity Practitioner "Practitioner":
  intent: "Somebody who treats patients"
  id: uuid pk
  user: ref User unique
  license: str(30) required unique
  title: str(30)
  last_name: str(80) required
  first_name: str(80) required
  specialty: enum[general,pediatrics,cardiology,dermatology,radiology] required = general
  employed_from: date required = today
  employed_until: date
  invariant: employed_until > employed_from
    code: EMPLOYMENT
  index last_name, first_name
  display_field: last_name

entity StaffAssignment "Where somebody works":
  intent: "One desk at a time"
  id: uuid pk
  practitioner: ref Practitioner required
  department: ref Department required
  starts_on: date required
  ends_on: date
  temporal:
    start_field: starts_on
    end_field: ends_on
    key_field: practitioner
    default_filter: active
