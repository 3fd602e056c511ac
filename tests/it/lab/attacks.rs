//! The scenarios as Mallory's knowledge: everything that it lets him try is tried, and the best of it counts.

use std::collections::BTreeSet;

use super::model::{Address, Answer, Code, End, Hand, House, Key, Of, Redemption, Request, Stop};

/// What Mallory knows and can do.
#[derive(Clone, Default)]
struct Mallory {
    secret: bool,
    /// Whose verifiers he has, besides his own.
    verifiers: Vec<Of>,
    /// Whose requests he can read, so that he can repeat what stands in them.
    requests: Vec<Of>,
}

/// The word of the matrix for this scenario with these defences.
pub fn outcome(scenario: &str, on: &BTreeSet<&'static str>) -> &'static str {
    let house = House::new(on);
    let knows = Mallory::default();
    match scenario {
        "L01" => redeems(&house, &knows, stolen(&house)),
        "L02" => redeems(&house, &knows.that_saw(&house, Of::Alice), stolen(&house)),
        "L03" => redeems(&house, &Mallory { verifiers: vec![Of::Alice], ..knows }, stolen(&house)),
        "L04" => redeems(&house, &knows.with_secret(), stolen(&house)),
        "L05" => injects(&house, stolen(&house)),
        // He writes the request, and the answer comes to him.
        "L06" | "L20" => writes(&house, &knows, Address::Evil, redeems),
        // L11: the answer goes where it should, and she hands it to him.
        "L11" => writes(&house, &knows, Address::Shop, redeems),
        "L07" => {
            let knows = knows.that_saw(&house, Of::Prepared);
            writes(&house, &knows, Address::Evil, |house, _, code| injects(house, code))
        }
        // RFC 8252 8.5: what is in the package of an app is no secret.
        "L08" => redeems(&house, &knows.with_secret().that_saw(&house, Of::Alice), stolen(&house)),
        "L09" | "L10" => writes(&house, &knows.with_secret(), Address::Shop, redeems),
        "L12" => first_that_wins(&[slips_in(&house, asked_by_shop(&house)), slips_in_own_request(&house, &knows)]),
        "L13" => {
            let house = house.without_demand();
            first_that_wins(&[slips_in_own_request(&house, &knows), slips_in(&house, asked_by_shop(&house))])
        }
        "L14" => mixed_up(&house, &Mallory { verifiers: vec![Of::Alice], requests: vec![Of::Alice], ..knows }, redeems),
        "L15" => {
            let knows = Mallory { verifiers: vec![Of::Alice], requests: vec![Of::Alice], ..knows };
            mixed_up(&house, &knows.that_saw(&house, Of::Prepared), |house, _, code| injects(house, code))
        }
        "L16" => house.refresh(knows.hand()).into(),
        "L17" => house.use_access_token().into(),
        // What is stolen never passes through the flow (L18), or the client is his (L24).
        "L18" | "L24" => End::Wins,
        "L19" => changes_request(&house, &knows),
        "L21" => {
            let code = Code { used: true, ..stolen(&house) };
            first_that_wins(&[redeems(&house, &knows, code), injects(&house, code)])
        }
        // The login is his own in everything: the code belongs where he brings it.
        "L22" => injects(&house, asked_by_shop(&house)),
        "L23" if !house.has_secret() => End::Moot,
        "L23" => writes(&house, &knows.with_secret(), Address::Evil, redeems),
        "L25" => breaks(&house),
        other => panic!("{other} is no scenario"),
    }
    .word()
}

/// Alice's code: the shop asked for it.
fn stolen(house: &House) -> Code {
    Code { request: house.asked_by_shop(Of::Alice), used: false }
}

/// Where no way wins, the usual one tells where he is stopped.
fn first_that_wins(ways: &[End]) -> End {
    if ways.contains(&End::Wins) { End::Wins } else { ways[0] }
}

/// He redeems it on his own machine. The client id and every redirect URI are public.
fn redeems(house: &House, knows: &Mallory, code: Code) -> End {
    let verifiers = [None, Some(Of::Mallory)].into_iter().chain(knows.verifiers.iter().copied().map(Some));
    let attempts = verifiers.flat_map(|verifier| {
        [Address::Shop, Address::Evil].map(|address| Redemption {
            hand: knows.hand(),
            address,
            verifier,
            proof: house.binds_tokens().then_some(Key::Mallory),
        })
    });
    best(attempts.map(|attempt| house.redeem(code, attempt).into()))
}

/// He brings it to the shop, in the browser in which he began a login there.
fn injects(house: &House, code: Code) -> End {
    let answer = Answer { state: Some(Of::Prepared), from_the_server_that_was_asked: true };
    house.take_answer(Of::Prepared, answer, code).into()
}

/// He writes the request that Alice brings to the server, and goes on with the code.
fn writes(house: &House, knows: &Mallory, address: Address, go_on: fn(&House, &Mallory, Code) -> End) -> End {
    best(knows.requests_to(house, address).map(|request| match house.authorize(request, knows.hand()) {
        Ok(code) => go_on(house, knows, code),
        Err(stop) => End::Stopped(stop),
    }))
}

/// The code of a login that the shop began in Mallory's browser.
fn asked_by_shop(house: &House) -> Code {
    Code { request: house.asked_by_shop(Of::Prepared), used: false }
}

/// He has a code for his own account, and Alice's browser takes it to the shop. No state that he knows is hers.
fn slips_in(house: &House, code: Code) -> End {
    let answer = Answer { state: Some(Of::Prepared), from_the_server_that_was_asked: true };
    house.take_answer(Of::Alice, answer, code).into()
}

/// The same with a code for which he asked himself.
fn slips_in_own_request(house: &House, knows: &Mallory) -> End {
    writes(house, knows, Address::Shop, |house, _, code| slips_in(house, code))
}

/// The shop asks his server; he takes its place at the honest one. Its answer goes to the shop, which brings the code
/// to his server, with the verifier: RFC 9700 4.4.1.
fn mixed_up(house: &House, knows: &Mallory, go_on: fn(&House, &Mallory, Code) -> End) -> End {
    best(knows.requests_to(house, Address::Shop).map(|request| {
        let code = match house.authorize(request, knows.hand()) {
            Ok(code) => code,
            Err(stop) => return End::Stopped(stop),
        };
        // What the shop looks at before it brings the code anywhere.
        let answer = Answer { state: Some(Of::Alice), from_the_server_that_was_asked: false };
        match house.take_answer(Of::Alice, answer, code) {
            Err(Stop::Callback) => End::Stopped(Stop::Callback),
            _ => go_on(house, knows, code),
        }
    }))
}

/// Something in Alice's browser asks for more. It sees the address and nothing that was pushed.
fn changes_request(house: &House, knows: &Mallory) -> End {
    if !house.pushes() {
        return End::Wins;
    }
    // RFC 9101 6.3, by RFC 9126 4: what stands in the address beside the pushed request is not used.
    let added = End::Stopped(Stop::Authorization);
    // RFC 9126 7.5: a request URI can be swapped for another; the shop finds out by state, PKCE or nonce.
    let swapped = best(knows.requests_to(house, Address::Shop).map(|request| {
        let answer = Answer { state: None, from_the_server_that_was_asked: true };
        house.authorize(request, knows.hand()).and_then(|code| house.take_answer(Of::Alice, answer, code)).into()
    }));
    first_that_wins(&[added, swapped])
}

/// He spoils Alice's code at a server that spends it on a failed attempt of a client that it has authenticated, which a
/// public one always is. Such a server has no codes that can be used again: what an attempt that fails uses up, one that
/// succeeds uses up too (RFC 6749 4.1.2: "MUST NOT use the authorization code more than once").
fn breaks(house: &House) -> End {
    if house.has_secret() { End::Stopped(Stop::Token) } else { End::Wins }
}

fn best(ends: impl Iterator<Item = End>) -> End {
    ends.max().unwrap_or(End::Moot)
}

impl Mallory {
    fn with_secret(self) -> Self {
        Self { secret: true, ..self }
    }

    /// He has read the authorization request of this login. One that was pushed shows nothing: RFC 9126 1.
    fn that_saw(mut self, house: &House, login: Of) -> Self {
        if house.pushes() {
            return self;
        }
        self.requests.push(login);
        if house.challenge_is_verifier() {
            self.verifiers.push(login);
        }
        self
    }

    fn hand(&self) -> Hand {
        Hand { knows_secret: self.secret }
    }

    /// Every request that he can write: with what he makes, with what he read, or with nothing.
    fn requests_to(&self, house: &House, address: Address) -> impl Iterator<Item = Request> {
        let values: Vec<Option<Of>> =
            [None, Some(Of::Mallory)].into_iter().chain(self.requests.iter().copied().map(Some)).collect();
        let keys: Vec<Option<Key>> = [None, Some(Key::Mallory)]
            .into_iter()
            .chain(self.requests.iter().map(|of| house.asked_by_shop(*of).jkt))
            .collect();
        let mut written = Vec::new();
        for challenge in &values {
            for nonce in &values {
                written.extend(keys.iter().map(|jkt| Request {
                    address,
                    challenge: *challenge,
                    nonce: *nonce,
                    jkt: *jkt,
                }));
            }
        }
        written.into_iter()
    }
}
