# The medical record.
module clinic.records
use clinic.core
use clinic.patients
use clinic.scheduling

entity Encounter "Encounter":
  intent: "What happened when a patient was seen"
  extends: Stamped
  id: uuid pk
  patient: ref Patient required
  practitioner: ref Practitioner required
  appointment: ref Appointment unique
  began_at: datetime required = now
  ended_at: datetime
  complaint: text
  findings: text
  vitals: json = "{}"
  diagnoses: has_many Diagnosis cascade
  prescriptions: has_many Prescription restrict
  index patient, began_at
  invariant: ended_at >= began_at
    message: "An encounter does not end before it begins"
  audit: all

entity Diagnosis "Diagnosis":
  id: uuid pk
  encounter: ref Encounter required
  code: str(12) required
  label: str(200) required
  certainty: enum[suspected,confirmed,excluded] required = suspected
  main: bool required = false
  unique encounter, code

entity Medication "Medication":
  id: str(13) pk
  name: str(200) required
  substance: str(200)
  strength: decimal(10,3)
  unit: enum[mg,g,ml,iu] = mg
  narcotic: bool required = false
  index name

entity Prescription "Prescription":
  id: uuid pk
  encounter: ref Encounter required
  medication: ref Medication required
  dose: str(80) required
  packages: int required = 1
  repeats: int = 0
  valid_until: date = today + 1m
  note: text
  index medication, valid_until
  invariant: packages > 0

entity LabOrder "Laboratory order":
  extends: Stamped
  id: int pk
  encounter: ref Encounter required
  ordered_by: ref Practitioner required
  status: enum[ordered,taken,reported] required = ordered
  urgent: bool required = false
  results: has_many LabResult cascade
  index status, urgent

entity LabResult "Laboratory result":
  id: uuid pk
  lab_order: ref LabOrder required
  analyte: str(60) required
  value: decimal(14,4)
  unit: str(20)
  low: decimal(14,4)
  high: decimal(14,4)
  remark: text
  measured_at: datetime required = now
  unique lab_order, analyte
  invariant: low <= high
    code: RANGE
