module app

entity Parcel "Parcel":
  id: uuid pk
  weight_g: int required
