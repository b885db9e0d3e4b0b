"""Nouns that say what somebody is: the words behind "the mayor", "the ministry" and "a source"."""

from __future__ import annotations

#: What one person is called by: offices, ranks, occupations, parts played in an event.
PERSONS = frozenset(
    """accountant activist adviser advisor auditor barrister aide ambassador analyst archbishop attorney author banker bishop
    boss captain chair chairman chairperson chairwoman chancellor chief civilian clerk client coach colonel commander
    commissioner coordinator correspondent councillor counsel defendant delegate deputy detainee diplomat director doctor
    driver economist editor educator emir engineer envoy epidemiologist executive expert farmer fighter firefighter
    fisherman founder geologist general governor head historian hydrologist imam inspector insider investigator journalist
    judge king lawmaker lawyer leader lecturer legislator lieutenant major manager marshal mayor mediator medic member
    midwife militant minister monk mp negotiator neighbour neighbor nurse observer officer official ombudsman organiser
    organizer paramedic passenger patriarch physician pilot policeman policewoman politician pope premier president priest
    prime prisoner professor prosecutor protester psychologist queen rabbi rapporteur rebel relative representative
    researcher rescuer resident retiree scientist secretary seismologist senator sergeant shopkeeper sheriff soldier source
    speaker specialist spokesman spokesperson spokeswoman strategist student superintendent supervisor surgeon survivor
    teacher technician trader treasurer trustee veteran victim villager volunteer witness worker writer woman man boy girl
    person people employee colleague customer parent mother father brother sister son daughter wife husband friend
    eyewitness bystander campaigner biologist chemist virologist meteorologist forecaster statistician planner carer tourist
    broker investor shareholder landlord tenant migrant refugee sailor skipper miner docker nun anaesthetist anesthetist
    boatman coroner dentist herder paediatrician pastor pathologist pediatrician pharmacist psychiatrist vendor""".split()
)

#: What a body of people is called by.
BODIES = frozenset(
    """administration agency airline alliance army assembly association authority bank battalion bloc board branch brigade
    bureau cabinet campaign carmaker carrier cathedral chamber channel charity chipmaker church club co-op coalition college
    command commission committee community company confederation congress consortium cooperative corporation corps council
    court delegation department developer directorate distributor division drugmaker embassy faction federation firm force
    foundation front fund government group headquarters hospital household institute institution insurer junta kingdom
    league legislature lender lobby maker manufacturer mayoralty media military militia ministry mission monitor movement
    municipality navy network newspaper nonprofit observatory office operator opposition organisation organization outlet
    paper parliament party patrol planemaker police poll presidency producer program programme prosecution provider
    publisher railway regime regiment regulator report republic retailer school secretariat senate service shipbuilder site
    society squad staff state statement station steelmaker study supplier survey tribunal troop union unit university
    utility watchdog website""".split()
)

#: Bodies that speak with one voice in the plural.
PLURAL_BODIES = frozenset("police authorities forces media prosecutors rebels officials mediators doctors".split())

#: Nouns that a nameless source hides behind even without the word "unnamed".
NAMELESS = frozenset("source sources insider insiders".split())

#: Adverbs by which an article leaves what it says to nobody in particular.
HEARSAY = frozenset("reportedly allegedly purportedly supposedly".split())

#: What brings the words of others.
MEDIA = frozenset(
    """agency broadcaster channel daily magazine media network newspaper outlet paper portal radio site station tabloid website
    weekly""".split()
)

#: What is said, by whomever; who denies it denies what it says.
REPORTS = frozenset("accusation allegation assertion charge claim complaint report rumor rumour story suggestion".split())

#: What speaks for those who wrote it.
DOCUMENTS = frozenset(
    """report statement survey poll study filing document memo letter data figure website draft indictment record statistic tally
    count estimate audit bulletin calculation database polling""".split()
)

#: Bodies that are somewhere, and tell of the place whose they are: "Lund's hospital", unlike "Lund's council".
SITES = frozenset(
    """airport camp clinic college colliery factory hospital market mine museum plant port prison school stadium station
    university""".split()
)
#: Nouns for areas, which a name stands before or behind: "the Lund district", "the city of Lund", "the capital, Lund".
AREAS = SITES | frozenset(
    """area bay borough canal capital city coast commune country county delta department district edge governorate gulf hamlet
    island lake municipality neighborhood neighbourhood oblast outskirt outskirts peninsula port prefecture province region
    republic reservoir river settlement shore state strait suburb town valley village""".split()
)
