module clinic.core
app clinic "Clinic":
  description: "Small practice"
  security_profile: basic

tenancy:
  mode: shared_schema
  partition_key: tenant_id
  entities_excluded: [Country]

archetype Stamped:
  created_at: datetime auto_add required
  updated_at: datetime auto_update
  invariant: updated_at >= created_at

entity Org "Organisation":
  archetype: tenant
  id: uuid pk
  name: str(120) required

entity Country:
  code: str(2) required unique

entity Person:
  archetype: user
  email: email required unique

entity Member:
  archetype: user_membership
  role: enum[clerk, doctor] = clerk

entity Patient "Patient record":
  extends: Stamped
  intent: "One person under care"
  was: Client
  id: uuid pk
  full_name: str(120) required was: name
  born_on: date
  country: ref Country
  weight: decimal(6,2) = 0.50
  visits: has_many Visit cascade
  fee: money(EUR) = 3
  soft_delete
  unique full_name, born_on
  index fee
  invariant: born_on <= created_at
    message: "Not yet born"
    code: BORN
  permit:
    list: role(clerk)
  transitions:
    a -> b

entity Visit:
  signable: true
  patient: ref Patient required
  starts_on: date = today
  ends_on: date = today + 7d
  subject: poly_ref [Patient, Person] indexed
  notes: text pii(category=health) = "none
given"
  total: int = a + b
  sum: computed total + 1
  temporal:
    start_field: starts_on
    end_field: ends_on
    key_field: patient

entity Device:
  id: int pk
  serial: str(40) required unique

entity InfusionPump:
  subtype_of: Device
  max_rate: decimal(6,2) required
  visit: ref Visit

surface list "x":
  uses entity Patient
  section main:
    field full_name "Don't"
