"""Ordinary words that open sentences without an article: nouns, adverbs and adjectives that are no names.

Chosen from the sentence openings of English conversations: those that are written small inside sentences.
Words that are names of people, firms, products or months as well, such as "access", "mark" and "teams", are
left out.
"""

ORDINARY = frozenset(
    """
        accidents accommodation accounts actually additional additionally adults advertising advice afterwards
        agendas alcohol alternatively amendments animals announcements apologies apology apparently
        applications appointments approval approximately arguments assistance attendance audio availability
        average awareness bad baggage balance balcony basically bathroom batteries battery beans bedrooms beds
        beer beers bees beneath benefits better bike bikes bills biscuits blankets boats boilers bookings boss
        bosses bottles boxes brakes bread breakfast bricks bugs builders buildings buses businesses buttons
        buyers cables cake cakes camera cameras campers capacity cardboard cards cars cases cash catering cats
        cattle ceilings certainly certificates chairs changes charges charities cheap cheese chickens
        childcare childhood children chips chocolate cholesterol cigarettes cities classes cleaners cleaning
        clearly clients climate clothes clothing clouds coaches coats coffee cold colleagues colours comments
        commission committees communication companies compensation competition complaints computers concerns
        concrete conditions confidence confirmation conflict conflicts congestion construction consultants
        contractors contracts contrast conversations cookies cooking copies corrections costs councils
        counselling counting couriers courses cows crashes credit criminals crops crowds crucially cups
        currently curtains customers cyclists daily damage data dates days deadlines deliveries delivery
        demand demos dentists department departures deposit deposits depth desserts details detour detours
        developers diesel different difficult dinner dinners discipline discounts discussion discussions
        distance distribution divers doctors documents dogs donations donors doors downstairs drainage
        drawings drinks drivers drugs dust earlier early education eggs elderly electricians electricity
        eleven emails emergency emissions employees employers energy engagement engineers entry equipment
        errors essentially estates events eventually everywhere evidence exactly exams exercise exhibitions
        exits expenses experience experts exports extra eyes factories families farmers feedback fees fences
        finally firewood firstly fish fishing fitters fixtures flights floods floors flour flowers flu
        fluctuations foam foil folks food footfall forecasts formally former fortunately foundations fridges
        fruit fuel funding fundraising furniture furthermore gardeners gardens gas generally generators girls
        glasses goals goods gradually grandparents grants grass groceries groups growers guests guidelines
        hardly headaches healthcare heating hence herbs hobbies holidays homework honestly hopefully horses
        hospitals hotels hours housekeeping houses housing humidity hygiene ideally ideas immediately imports
        incidentally income individuals infection inflation injuries inside inspections inspectors
        installation installations instead instructions insulation insurance integration interestingly
        investigation investment investors invitations invoices ironically isolation issues jobs journalists
        journeys keys kids kitchens labels labour ladders landlords language languages laptops lastly lately
        later laundry lawyers layout leadership leaflets leaks leases leasing leaves legally lessons letters
        libraries lifts lighting lights lines literally litter loads locals lorries losses luckily luggage
        lunch lunches lungs machinery machines magazines mainly maintenance managers manufacturers marketing
        materials maybe meals meanwhile measurements meat mechanics medication medicine meetings members
        membership menus messages metal metals mice milk minus minutes mistakes money months morale moreover
        mornings mortgages mosquitoes mostly mould mud music nails naturally neighbours nerves newspapers
        nights noise normally notifications nowadays numbers nurses obviously occasionally occupancy officers
        offices officially oil onboarding online operations operators optionally options ordinarily originally
        otherwise ours output outside overall overheads overnight overtime owners oxygen packages packaging
        paint paintings paper papers paperwork parcels parents parking participants particularly parts
        passengers passwords patients payment payments payroll pedestrians pensions people perhaps permission
        permits personally petrol phones photos physically physio physiotherapy pictures pigeons pilots pipes
        pizza planning plants plastic plates plumbers plumbing plus points policies politicians politics
        pollution possibly posters potatoes practically preferably preparation presentations presently
        presumably previously prices printers printing prison prisoners private probably problems production
        products profits programmes projects promotion properties protection provided publicity pupils
        purchases quality questionnaires questions quickly quite quotes rabbits radiators rain rainfall ramps
        rather rats realistically reasons receipts recently recruitment recycling redundancy references
        refunds regardless registration regulations relatively reminders removal rental renters repairs
        repayments replacement replacements reports residents responses restaurants results retailers
        retention returns revenue reviews risks roads roofs rooms roughly routers rubbish rules rumours safety
        salaries sales sandwiches savings schools scientists screens screws seasons seats secondly security
        seedlings seeds sellers servers services several shelves shifts shipments shipping shoes shops shortly
        showers sickness signs similar similarly simply singers skills sleep slowly smoke snacks soap socks
        software soil soldiers solicitors somehow somewhere songs sorting soup spaces specialists specifically
        speeds spelling sport sports staffing stairs stalls stations statistically steps stock storage stories
        storms strangely streets stress strictly strikes students subscriptions suddenly sugar suitcases
        supper suppliers supplies surely surgeons surgery surprisingly surveys swelling swimmers symptoms
        systems tables takings talks tax taxes taxis tea teachers technically technicians teenagers
        temperature temperatures temporarily tenants tents terms tests thankfully theoretically therefore
        thieves thirdly throughout thus tickets tiles timber time times timing tiredness tomatoes tons tools
        total tourists towels towns toys tracks traders traditionally traffic trailers trainers training
        trains transactions transcripts translation translations transport travellers treatment trees trucks
        trustees turnout turnover typically tyres ultimately unemployment unfortunately universities upstairs
        users usually vacancies valuations vans vegetables vehicles vendors ventilation venues villagers
        villages visitors vitamins volunteers voters votes wages waiters walkers warehouses warranty water
        weather websites weddings weeds weekends weeks weight wheels whereas whichever wildlife windows wine
        wiring women workers workmen workshops years yesterday yields
    """.split()
)
