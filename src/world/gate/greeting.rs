//! The beginning of a connection where TLS is spoken.

use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use super::Limits;
use super::reader::ClientCertificate;
use crate::world::tls::ServerTls;

/// How a connection begins.
pub enum Greeting {
    /// In TLS; with what the client showed of itself.
    Secure(Box<TlsStream<TcpStream>>, ClientCertificate),
    /// In something else, most likely plain HTTP.
    Plain(TcpStream),
    /// Not at all, or in a TLS that came to nothing.
    Nothing,
}

/// The content type of a handshake record (RFC 8446 5.1), with which every greeting begins.
const HANDSHAKE: u8 = 22;

/// Waits for the first octet, and for the whole greeting where it is one.
pub async fn greet(stream: TcpStream, tls: &ServerTls, limits: Limits) -> Greeting {
    let mut first = [0];
    match timeout(limits.idle_time, stream.peek(&mut first)).await {
        Ok(Ok(1)) if first[0] == HANDSHAKE => {}
        Ok(Ok(1)) => return Greeting::Plain(stream),
        _ => return Greeting::Nothing,
    }
    let accepted = timeout(limits.request_time, TlsAcceptor::from(tls.config()).accept(stream)).await;
    let Ok(Ok(stream)) = accepted else { return Greeting::Nothing };
    let certificate = if tls.asks_for_certificate() {
        let shown = stream.get_ref().1.peer_certificates().and_then(<[_]>::first);
        ClientCertificate::Asked(shown.map(|certificate| certificate.to_vec()))
    } else {
        ClientCertificate::NotAsked
    };
    Greeting::Secure(Box::new(stream), certificate)
}
