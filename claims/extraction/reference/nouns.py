"""Nouns that say what somebody is: the words behind "the mayor", "the ministry" and "a source"."""

from __future__ import annotations

from collections.abc import Iterable

#: What one person is called by: offices, ranks, occupations, parts played in an event.
PERSONS = frozenset(
    """accountant activist actor actress administrator admiral adviser advisor advocate aide airman alderman ambassador
    anaesthetist analyst anesthetist anthropologist appellant apprentice archaeologist archbishop architect artilleryman
    artist assemblyman astronomer attache attorney auditor author backbencher bailiff baker banker barber barrister beggar
    biker biologist bishop blacksmith blogger boatman boatswain bodyguard boss botanist bouncer boy bricklayer broker
    brother bureaucrat butcher bystander cabbie cadet cameraman campaigner captain carer caretaker carpenter cashier ceo
    chair chairman chairperson chairwoman chancellor chaplain chemist chief chieftain civilian claimant clergyman cleric
    clerk client climber coach cobbler colleague colonel columnist combatant commander commentator commissioner commodore
    commuter concierge congressman congresswoman conscript constable consul contractor convict cook coordinator coroner
    corporal correspondent councillor councilman councilwoman counsel courier crewman crewmate curator customer cyclist
    dancer daughter dealer dean defector defendant delegate deminer demographer demonstrator dentist deputy deserter
    designer detainee detective diplomat director dispatcher dissident diver docker dockworker doctor donor doorman driver
    ecologist economist editor educator elder electrician emir employee engineer envoy epidemiologist evacuee executioner
    executive expert eyewitness farmer farmhand father fighter filmmaker firefighter fireman fisherman forecaster foreman
    founder friend gaoler general geologist girl governor grocer guardian guerrilla guest gunner hacker hairdresser haulier
    head headman headteacher herder herdsman hiker historian homeowner hostage householder housewife husband hydrologist
    imam infantryman influencer inhabitant inmate insider inspector insurgent intern internee interpreter investigator
    investor islander jailer janitor journalist judge juror king laborer labourer landlord lawmaker lawyer leader lecturer
    legislator lieutenant lifeguard linguist magistrate major man manager marine mariner marshal mathematician mayor
    mechanic mediator medic member mercenary meteorologist midwife migrant militant militiaman miner minister monk mother
    motorcyclist motorist mountaineer mourner mp mullah musician navigator negotiator neighbor neighbour nomad notary
    novelist nun nurse observer officer official ombudsman onlooker orderly organiser organizer orphan owner paediatrician
    painter paramedic paratrooper parent parishioner passenger pastor pastoralist pathologist patient patriarch peacekeeper
    pedestrian pediatrician pensioner people person pharmacist philosopher photographer physician physicist pilot plaintiff
    planner playwright plumber poet policeman policewoman politician pope porter prefect premier president priest prime
    prisoner professor programmer prosecutor protester psychiatrist psychologist pundit pupil queen rabbi radiographer
    rancher ranger rapporteur rebel receptionist refugee registrar relative reporter representative rescuer researcher
    reservist resident retiree returnee sailor sapper schoolboy schoolchild schoolgirl scientist sculptor seafarer seaman
    secretary seismologist senator sergeant settler shareholder sheikh shepherd sheriff shopkeeper shopper singer sister
    skipper sniper sociologist soldier solicitor son source speaker specialist spectator spokesman spokesperson spokeswoman
    squatter staffer stallholder statistician stevedore steward strategist stringer student superintendent supervisor
    supporter surgeon surveyor survivor tailor taxpayer teacher technician tenant theologian therapist tourist townsman
    trader trainee trainer translator traveller treasurer trooper trucker trustee tutor undergraduate undertaker vendor
    veteran vicar victim videographer villager virologist vlogger volunteer voter waiter warden warder warlord watchman
    welder whistleblower wholesaler widow widower wife witness woman worker writer youngster zoologist""".split()
)

#: What somebody is to somebody else of the family.
KIN = frozenset(
    """aunt boyfriend brother brothers cousin daughter daughters father girlfriend grandfather grandmother grandson
    granddaughter husband mother nephew niece parents sister sisters son sons uncle widow widower wife""".split()
)

#: What people are called of whom news tells, and who seldom speak in it.
INVOLVED = frozenset(
    """accused arsonist assailant attacker baby bandit bomber burglar child gunman guard infant killer kidnapper knifeman looter
    murderer offender raider rapist rioter robber shooter suspect teen teenager terrorist thief toddler""".split()
)

#: With a hyphen before them they only tell more of a body: "the Lund-based company", "a volunteer-run hotline".
EPITHETS = frozenset("backed based controlled funded led listed owned run".split())

#: What a company is called by.
COMPANIES = frozenset(
    """airline bank carmaker carrier chipmaker company developer distributor drugmaker firm insurer lender maker manufacturer
    operator planemaker producer provider retailer shipbuilder steelmaker supplier utility""".split()
)

#: What a body of people is called by.
BODIES = COMPANIES | frozenset(
    """academy administration agency alliance army assembly association authority battalion bloc board branch brigade
    broadcaster bureau cabinet campaign cartel cathedral chamber channel charity church clinic club co-op coalition
    coastguard collective college command commission committee community confederation conglomerate congress
    consortium consulate cooperative corporation corps council court delegation department directorate division
    embassy faction federation force forum foundation front fund gang gendarmerie government group guild headquarters
    helpline hospital hotline household initiative institute institution junta kingdom lab laboratory leadership
    league legislature lobby magazine management mayoralty media military militia ministry mission monitor movement
    municipality navy network newspaper nonprofit observatory office opposition organisation organization outlet panel
    paper parliament partnership party patrol platoon police poll portal presidency program programme prosecution
    publisher railway regime regiment regulator report republic school secretariat senate service site society squad
    squadron staff startup state statement station study subsidiary survey syndicate taskforce team tribunal troop
    union unit university watchdog website""".split()
)

#: Bodies of which a state has one, which needs no other name.
RULING = frozenset("army cabinet government junta military opposition parliament".split())

#: Movements and agencies that are known by one word, which looks like a surname.
MOVEMENTS = frozenset(
    "boko daesh fatah hamas hezbollah hizbullah interfax isis reuters taliban tass ukrenergo ukrinform xinhua".split()
)
#: Bodies that speak with one voice in the plural.
PLURAL_BODIES = frozenset(
    "police authorities forces houthis media prosecutors rebels officials mediators doctors taliban".split()
)

#: Nouns that a nameless source hides behind even without the word "unnamed".
NAMELESS = frozenset("source sources insider insiders".split())

#: Adverbs by which an article leaves what it says to nobody in particular.
HEARSAY = frozenset("reportedly allegedly purportedly supposedly".split())

#: What brings the words of others.
MEDIA = frozenset(
    """agency broadcaster channel daily magazine media network newspaper outlet paper portal radio site station tabloid website
    weekly""".split()
)

#: Other nouns for one medium.
ALIKE_MEDIA = (
    frozenset("daily magazine newspaper outlet paper tabloid weekly".split()),
    frozenset("broadcaster channel network outlet radio station".split()),
    frozenset("outlet portal site website".split()),
)

#: What is said, by whomever; who denies it denies what it says.
REPORTS = frozenset("accusation allegation assertion charge claim complaint report rumor rumour story suggestion".split())

#: What speaks for those who wrote it.
DOCUMENTS = frozenset(
    """report statement survey poll study filing document memo letter data figure website draft indictment record statistic tally
    count estimate audit bulletin calculation database polling list ledger register""".split()
)

#: Bodies that are somewhere, and tell of the place whose they are: "Lund's hospital", unlike "Lund's council".
SITES = frozenset(
    """airport barracks camp checkpoint clinic college colliery crossing factory hospital junction market mine museum plant port
    prison school stadium station university""".split()
)
#: What is of a place in a land: "local officials", "the regional government".
LOCAL = frozenset("city district local municipal provincial regional".split())
#: Nouns for areas, which a name stands before or behind: "the Lund district", "the city of Lund", "the capital, Lund".
AREAS = SITES | frozenset(
    """area bay borough canal capital city coast commune country county delta department district edge governorate gulf hamlet
    island lake municipality neighborhood neighbourhood oblast outskirt outskirts peninsula port prefecture province region
    republic reservoir river settlement shore state strait suburb town valley village""".split()
)

#: How the names of streets end.
STREETS = frozenset("avenue boulevard highway lane road rue square street".split())
#: How the names of waters and heights begin: "Lake Malawi".
WATERS_AND_HEIGHTS = frozenset({"Cape", "Lake", "Mount"})

#: What those are called to whom harm was done.
HARMED = frozenset("casualties dead deaths hurt injured killed missing wounded".split())
#: What befell those of whom a part is told: "had confirmed 87 deaths, including 19 children".
FATES = frozenset("abduction arrest body corpse death detention disappearance drowning fatality injury killing".split())
#: Nouns for what happens once, to somebody, somewhere.
HAPPENINGS = frozenset(
    """accident airstrike ambush assault attack avalanche blast blaze bombing collapse collision crash cyclone derailment
    earthquake eruption explosion fire flood flooding hurricane incident landslide massacre quake raid riot shelling shooting
    shipwreck siege sinking storm strike tornado tsunami wildfire wreck""".split()
)
#: Those of them that nobody does to anybody, so that a name before them is that of where they were: "Karsk's fire".
DISASTERS = frozenset(
    """accident avalanche blaze collapse crash cyclone derailment disaster earthquake eruption fire flood flooding hurricane
    landslide quake shipwreck sinking storm tornado tsunami wildfire wreck""".split()
)

#: Events that are told by what they did, "nine were killed"; a siege goes on for long, whatever is done meanwhile.
ATTACKS = frozenset("airstrike ambush assault attack blast bombing explosion massacre raid shelling shooting strike".split())
#: Other nouns for one event.
ALIKE_EVENTS = (
    frozenset({"blaze", "fire", "wildfire"}),
    frozenset({"earthquake", "quake"}),
    frozenset({"flood", "flooding"}),
    frozenset({"cyclone", "hurricane", "storm", "tornado"}),
)

#: What a number comes to that is added to: "brought the toll to 12".
SUMS = frozenset({"count", "tally", "toll", "total"})


def kind_of(noun: str, kinds: Iterable[frozenset[str]]) -> frozenset[str]:
    """All nouns of the kind that this one is of; itself alone where it is of none."""
    return next((kind for kind in kinds if noun in kind), frozenset({noun}))
