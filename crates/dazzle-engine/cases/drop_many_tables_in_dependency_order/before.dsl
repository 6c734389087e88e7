entity Keep "Keep":
  id: uuid pk

entity Country "Country":
  id: uuid pk

entity Region "Region":
  id: uuid pk
  country: ref Country required

entity City "City":
  id: uuid pk
  region: ref Region required
  country: ref Country required

entity Street "Street":
  id: uuid pk
  city: ref City required

entity House "House":
  id: uuid pk
  street: ref Street required
  keep: ref Keep

entity Flat "Flat":
  id: uuid pk
  house: ref House required
  neighbor: ref Flat

entity Room "Room":
  id: uuid pk
  flat: ref Flat required
  city: ref City required

entity Bed "Bed":
  id: uuid pk
  room: ref Room required
