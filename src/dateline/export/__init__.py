"""Write coded articles for machines and for people; `tables.EXPORTERS` lists every way."""
