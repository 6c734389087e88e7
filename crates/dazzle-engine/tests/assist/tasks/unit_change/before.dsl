module app

entity Parcel "Parcel":
  id: uuid pk
  weight_kg: decimal(10,3) required
