//! The ways to a server: with a certificate of our own, past verification, to a pinned address, through a proxy.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::*;
use crate::world::files;
use crate::world::http_server::{Door, Server};
use crate::world::tls::{self, Identity, ServerTls};

/// A server for `id.example.com` that asks for a certificate and answers with what it was told of one.
struct Site {
    _server: Server,
    address: SocketAddr,
    ca: tempfile::NamedTempFile,
}

impl Site {
    fn open() -> Self {
        let (identity, authority) = tls::issued(&["id.example.com"]).unwrap();
        let ca = tempfile::NamedTempFile::new().unwrap();
        files::write(ca.path(), authority.as_bytes()).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let tls = Some(ServerTls::asking_for_certificate(&identity).unwrap());
        let door = Door { listeners: vec![listener], origin: "https://id.example.com".into(), tls };
        let told = |request: Request| {
            Response::new(200).with_body("text/plain", request.headers.get("client-cert").unwrap_or("none"))
        };
        Self { _server: Server::serve(door, told).unwrap(), address, ca }
    }

    fn url(&self) -> String {
        format!("https://id.example.com:{}/", self.address.port())
    }

    /// Settings with which it is found and trusted.
    fn settings(&self) -> HttpSettings {
        let tls = ClientTls { ca_cert: Some(self.ca.path().to_owned()), ..ClientTls::default() };
        let pin = format!("ID.example.com:{}:{}", self.address.port(), self.address.ip());
        HttpSettings { tls, pinned: vec![Pinned::parse(&pin).unwrap()], ..HttpSettings::default() }
    }
}

async fn ask(settings: HttpSettings, url: &str) -> Result<Response, Failure> {
    let headers = Headers::default().with("host", uri::authority(url)).with("accept", "*/*");
    Http::new(settings).send(&Request { headers, ..Request::get(url) }).await.outcome
}

#[tokio::test]
async fn a_pinned_name_leads_to_its_address() {
    let site = Site::open();
    let answer = ask(site.settings(), &site.url()).await.unwrap();
    assert_eq!((answer.status, answer.body.text()), (200, Some("none")));
}

#[tokio::test]
async fn a_certificate_of_ours_is_shown_to_whoever_asks() {
    let site = Site::open();
    let ours: Identity = tls::self_signed(&["client"]).unwrap();
    let mut settings = site.settings();
    settings.tls.identity = Some(Arc::new(ours.clone()));
    let told = ask(settings, &site.url()).await.unwrap();
    let expected = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, ours.certificate());
    assert_eq!(told.body.text(), Some(format!(":{expected}:").as_str()));
}

#[tokio::test]
async fn only_who_says_so_takes_any_certificate() {
    let site = Site::open();
    let mut settings = HttpSettings { tls: ClientTls::default(), ..site.settings() };
    let failure = ask(settings.clone(), &site.url()).await.unwrap_err();
    assert_eq!(failure.kind, FailureKind::TlsUnknownIssuer, "{failure}");
    settings.tls.insecure = true;
    assert_eq!(ask(settings, &site.url()).await.unwrap().status, 200);
    // for another name, too
    let by_address =
        HttpSettings { tls: ClientTls { insecure: true, ..ClientTls::default() }, ..HttpSettings::default() };
    assert_eq!(ask(by_address, &format!("https://{}/", site.address)).await.unwrap().status, 200);
}

/// A proxy that leads every tunnel to this address, and remembers what it was asked for.
fn proxy(to: SocketAddr) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://user:word@{}", listener.local_addr().unwrap());
    let asked = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&asked);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (mut stream, mut there) = (stream.unwrap(), TcpStream::connect(to).unwrap());
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let head = std::iter::from_fn(|| {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                (line != "\r\n" && !line.is_empty()).then_some(line)
            });
            kept.lock().unwrap().push(head.collect());
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
            let mut back = there.try_clone().unwrap();
            let mut answers = stream.try_clone().unwrap();
            std::thread::spawn(move || std::io::copy(&mut back, &mut answers));
            std::thread::spawn(move || std::io::copy(&mut reader, &mut there));
        }
    });
    (url, asked)
}

#[tokio::test]
async fn https_goes_through_the_proxy_and_what_is_pinned_or_here_does_not() {
    let site = Site::open();
    let (url, asked) = proxy(site.address);
    let through = HttpSettings { pinned: Vec::new(), proxy: Proxy::At(url), ..site.settings() };
    assert_eq!(ask(through.clone(), &site.url()).await.unwrap().status, 200);
    let head = asked.lock().unwrap().remove(0).to_lowercase();
    let authority = format!("id.example.com:{}", site.address.port());
    assert!(head.starts_with(&format!("connect {authority} http/1.1\r\n")), "{head}");
    assert!(head.contains("proxy-authorization: basic "), "{head}");
    let pinned = HttpSettings { pinned: site.settings().pinned, ..through.clone() };
    assert_eq!(ask(pinned, &site.url()).await.unwrap().status, 200);
    let mut here = through;
    here.tls.insecure = true;
    assert_eq!(ask(here, &format!("https://{}/", site.address)).await.unwrap().status, 200);
    assert!(asked.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_proxy_that_is_not_there_is_told() {
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    for scheme in ["http", "socks5", "socks5h"] {
        let settings = HttpSettings { proxy: Proxy::At(format!("{scheme}://{closed}")), ..HttpSettings::default() };
        let failure = ask(settings, "https://192.0.2.1/").await.unwrap_err();
        assert_eq!(failure.kind, FailureKind::Refused, "{scheme}: {failure}");
    }
}
