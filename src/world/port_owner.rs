//! Who listens on a port, where the system tells: on Linux from `/proc` (proc(5)), elsewhere there is no guess.

use std::fmt;

/// A process that listens on a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortOwner {
    /// Its process id.
    pub pid: u32,
    /// Its name; chosen by whoever started it, so escaped before it is shown.
    pub name: String,
}

impl fmt::Display for PortOwner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` (process {})", self.name, self.pid)
    }
}

/// The process that listens on this TCP port; of other users' processes the system says nothing.
#[must_use]
pub fn port_owner(port: u16) -> Option<PortOwner> {
    #[cfg(target_os = "linux")]
    return linux::port_owner(port);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = port;
        None
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::path::Path;

    use super::PortOwner;
    use crate::world::files;

    /// A table of sockets on a busy machine, and no more.
    const MAX_TABLE: u64 = 8 << 20;

    pub fn port_owner(port: u16) -> Option<PortOwner> {
        let tables = ["/proc/net/tcp", "/proc/net/tcp6"];
        let inodes: Vec<String> = tables.iter().flat_map(|table| inodes(&table_text(table), port)).collect();
        let links: Vec<String> = inodes.iter().map(|inode| format!("socket:[{inode}]")).collect();
        if links.is_empty() {
            return None;
        }
        let processes = std::fs::read_dir("/proc").ok()?.flatten();
        processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).find_map(|pid| owner(pid, &links))
    }

    fn table_text(path: &str) -> String {
        let octets = files::read_bounded(Path::new(path), MAX_TABLE).unwrap_or_default();
        String::from_utf8_lossy(&octets).into_owned()
    }

    /// The inodes of listening sockets (state 0A) with this local port.
    pub fn inodes(table: &str, port: u16) -> Vec<String> {
        let wanted = format!(":{port:04X}");
        let rows = table.lines().skip(1).map(|line| line.split_whitespace().collect::<Vec<_>>());
        rows.filter(|row| row.get(1).is_some_and(|local| local.ends_with(&wanted)) && row.get(3) == Some(&"0A"))
            .filter_map(|row| row.get(9).map(|inode| (*inode).to_owned()))
            .collect()
    }

    fn owner(pid: u32, links: &[String]) -> Option<PortOwner> {
        let mut open = std::fs::read_dir(format!("/proc/{pid}/fd")).ok()?.flatten();
        open.find(|entry| {
            std::fs::read_link(entry.path()).is_ok_and(|target| links.iter().any(|link| Path::new(link) == target))
        })?;
        let name = files::read_bounded(Path::new(&format!("/proc/{pid}/comm")), 4096).ok()?;
        Some(PortOwner { pid, name: String::from_utf8_lossy(&name).trim_end().to_owned() })
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_listeners_from_connections() {
        let table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n\
            0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4242 1\n\
            1: 0100007F:1F90 0100007F:C000 01 00000000:00000000 00:00000000 00000000  1000        0 4243 1\n\
            2: 0100007F:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4244 1\n";
        assert_eq!(linux::inodes(table, 8080), ["4242"]);
        assert_eq!(linux::inodes(table, 81), [""; 0]);
    }

    #[test]
    fn our_own_port_is_ours() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let owner = port_owner(listener.local_addr().unwrap().port()).unwrap();
        assert_eq!(owner.pid, std::process::id());
        assert!(!owner.name.is_empty() && !owner.name.contains('\n'));
    }
}
