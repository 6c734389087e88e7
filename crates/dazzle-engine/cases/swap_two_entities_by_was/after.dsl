entity Alpha "Alpha":
  was: Beta
  id: uuid pk
  title: str(20) required unique

entity Beta "Beta":
  was: Alpha
  id: uuid pk
  name: str(20) required

entity UseOfAlpha "Use":
  id: uuid pk
  alpha: ref Beta required
