//! A mail server in the test process that remembers what it was given.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// An e-mail as it was handed over.
#[derive(Debug, Clone, Default)]
pub struct Mail {
    pub from: String,
    pub to: Vec<String>,
    pub data: String,
    /// What was said to log in, as it was said.
    pub login: Option<String>,
}

impl Mail {
    /// What a header says, its lines joined.
    pub fn header(&self, name: &str) -> String {
        let head = self.data.split("\n\n").next().unwrap().replace("\n ", " ");
        let start = format!("{name}: ");
        let found = head.lines().find_map(|line| line.strip_prefix(&start));
        found.unwrap_or_else(|| panic!("no {name} in {head}")).to_owned()
    }
}

/// Takes mail, unless it is told to answer to each receiver with something else than 250.
pub struct SmtpServer {
    pub address: String,
    pub answer: Arc<Mutex<&'static str>>,
    taken: Arc<Mutex<Vec<Mail>>>,
}

impl SmtpServer {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            address: listener.local_addr().unwrap().to_string(),
            answer: Arc::new(Mutex::new("250 ok")),
            taken: Arc::default(),
        };
        let (answer, taken) = (Arc::clone(&server.answer), Arc::clone(&server.taken));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let answer = *answer.lock().unwrap();
                taken.lock().unwrap().extend(talk(&stream.unwrap(), answer));
            }
        });
        server
    }

    /// What was taken since the last time.
    pub fn take(&self) -> Vec<Mail> {
        std::mem::take(&mut *self.taken.lock().unwrap())
    }
}

/// One connection: the mail that it brought.
fn talk(stream: &TcpStream, to_receivers: &str) -> Vec<Mail> {
    let mut lines = BufReader::new(stream).lines();
    let (mut taken, mut mail) = (Vec::new(), Mail::default());
    let mut answer = "220 here".to_owned();
    loop {
        let mut to = stream;
        if to.write_all(format!("{answer}\r\n").as_bytes()).is_err() {
            return taken;
        }
        let Some(Ok(line)) = lines.next() else { return taken };
        let (verb, rest) = line.split_once([' ', ':']).unwrap_or((&line, ""));
        answer = match verb.to_ascii_uppercase().as_str() {
            "EHLO" => "250-here\r\n250-8BITMIME\r\n250 AUTH PLAIN".to_owned(),
            "AUTH" => {
                mail.login = Some(rest.trim_start_matches("PLAIN ").to_owned());
                "235 welcome".to_owned()
            }
            "MAIL" => {
                mail.from = address(rest);
                "250 ok".to_owned()
            }
            "RCPT" => {
                mail.to.push(address(rest));
                to_receivers.to_owned()
            }
            "DATA" => {
                let _ = to.write_all(b"354 go on\r\n");
                let data = lines.by_ref().map_while(Result::ok).take_while(|line| line != ".");
                mail.data = data.collect::<Vec<_>>().join("\n");
                taken.push(mail.clone());
                mail = Mail { login: mail.login.clone(), ..Mail::default() };
                "250 taken".to_owned()
            }
            "QUIT" => {
                let _ = to.write_all(b"221 bye\r\n");
                return taken;
            }
            _ => "250 ok".to_owned(),
        };
    }
}

fn address(text: &str) -> String {
    let start = text.find('<').map_or(0, |place| place + 1);
    text[start..].split('>').next().unwrap().to_owned()
}
