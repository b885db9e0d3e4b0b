"""The countries of the world, by the names that news in English has for them."""

from __future__ import annotations

#: Members and observers of the United Nations, and others that are written of as countries.
COUNTRIES = frozenset(
    name.strip()
    for name in """
    Afghanistan, Albania, Algeria, Andorra, Angola, Antigua and Barbuda, Argentina, Armenia, Australia, Austria, Azerbaijan,
    Bahamas, Bahrain, Bangladesh, Barbados, Belarus, Belgium, Belize, Benin, Bhutan, Bolivia, Bosnia, Bosnia and Herzegovina,
    Botswana, Brazil, Britain, Brunei, Bulgaria, Burkina Faso, Burma, Burundi, Cambodia, Cameroon, Canada, Cape Verde,
    Central African Republic, Chad, Chile, China, Colombia, Comoros, Congo, Costa Rica, Croatia, Cuba, Cyprus, Czech Republic,
    Czechia, Democratic Republic of Congo, Denmark, Djibouti, Dominica, Dominican Republic, East Timor, Ecuador, Egypt,
    El Salvador, England, Equatorial Guinea, Eritrea, Estonia, Eswatini, Ethiopia, Fiji, Finland, France, Gabon, Gambia, Georgia,
    Germany, Ghana, Greece, Grenada, Guatemala, Guinea, Guinea-Bissau, Guyana, Haiti, Honduras, Hungary, Iceland, India,
    Indonesia, Iran, Iraq, Ireland, Israel, Italy, Ivory Coast, Jamaica, Japan, Jordan, Kazakhstan, Kenya, Kiribati, Kosovo,
    Kuwait, Kyrgyzstan, Laos, Latvia, Lebanon, Lesotho, Liberia, Libya, Liechtenstein, Lithuania, Luxembourg, Madagascar, Malawi,
    Malaysia, Maldives, Mali, Malta, Marshall Islands, Mauritania, Mauritius, Mexico, Micronesia, Moldova, Monaco, Mongolia,
    Montenegro, Morocco, Mozambique, Myanmar, Namibia, Nauru, Nepal, Netherlands, New Zealand, Nicaragua, Niger, Nigeria,
    North Korea, North Macedonia, Norway, Oman, Pakistan, Palau, Palestine, Panama, Papua New Guinea, Paraguay, Peru, Philippines,
    Poland, Portugal, Qatar, Romania, Russia, Rwanda, Samoa, San Marino, Saudi Arabia, Scotland, Senegal, Serbia, Seychelles,
    Sierra Leone, Singapore, Slovakia, Slovenia, Solomon Islands, Somalia, South Africa, South Korea, South Sudan, Spain,
    Sri Lanka, Sudan, Suriname, Sweden, Switzerland, Syria, Taiwan, Tajikistan, Tanzania, Thailand, Timor-Leste, Togo, Tonga,
    Trinidad and Tobago, Tunisia, Turkey, Turkmenistan, Tuvalu, Türkiye, Uganda, Ukraine, United Arab Emirates, United Kingdom,
    United States, Uruguay, Uzbekistan, Vanuatu, Vatican, Venezuela, Vietnam, Wales, Yemen, Zambia, Zimbabwe
    """.split(",")
)

#: Lands that the news is full of and that are no countries, or of which that is disputed.
REGIONS = frozenset(
    name.strip()
    for name in """
    Abkhazia, Adjara, Amhara, Balochistan, Bougainville, Catalonia, Chechnya, Chiapas, Crimea, Dagestan, Darfur, Donbas, Donbass,
    Galilee, Gaza, Idlib, Ingushetia, Ituri, Kachin, Karabakh, Kashmir, Khyber Pakhtunkhwa, Kordofan, Kurdistan, Mindanao,
    Nagorno-Karabakh, North Kivu, Northern Ireland, Ogaden, Oromia, Rakhine, Republika Srpska, Sahel, Sagaing, Sinai, Sindh,
    Somaliland, South Kivu, South Ossetia, Tibet, Tigray, Transdniester, Transnistria, West Bank, West Papua, Western Sahara,
    Xinjiang
    """.split(",")
)

#: Countries that are written with "the".
DEFINITE = frozenset(
    name.strip()
    for name in """
    Bahamas, Central African Republic, Comoros, Czech Republic, Democratic Republic of Congo, Dominican Republic, Gambia,
    Maldives, Marshall Islands, Netherlands, Philippines, Seychelles, Solomon Islands, United Arab Emirates, United Kingdom,
    United States, Vatican
    """.split(",")
)

#: How else a country is written, by its adjective or its letters: of others the first letters are those of the name.
ALSO = {
    "American": "United States",
    "British": "Britain",
    "Danish": "Denmark",
    "Dutch": "Netherlands",
    "EU": "European Union",
    "Finnish": "Finland",
    "French": "France",
    "Polish": "Poland",
    "Spanish": "Spain",
    "Swiss": "Switzerland",
    "U.K.": "United Kingdom",
    "U.S.": "United States",
    "UK": "United Kingdom",
    "US": "United States",
}
#: By so many letters a country is known in its adjective: "Russian", "Chinese".
STEM = 4

#: The states of the United States that have their name from no city in them.
STATES = frozenset(
    name.strip()
    for name in """
    Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, Florida, Hawaii, Idaho, Illinois, Indiana,
    Iowa, Kansas, Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, Missouri, Montana,
    Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, North Carolina, North Dakota, Ohio, Oregon, Pennsylvania,
    Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, West Virginia, Wisconsin, Wyoming
    """.split(",")
)

#: What is no city.
LANDS = COUNTRIES | STATES


def country_of(name: str) -> str | None:
    """The country that a name or an adjective stands for; ``None`` for what is none."""
    name = name.removeprefix("the ").removeprefix("The ")
    if name in COUNTRIES:
        return name
    adjective = name.isalpha() and name.endswith(("an", "ese", "i", "ish", "ic", "ch"))
    known = (country for country in sorted(COUNTRIES) if country.startswith(name[:STEM])) if adjective else ()
    return ALSO.get(name) or next(iter(known), None)
