//! A server in the test process that remembers what it was asked.

#![allow(dead_code, reason = "each test binary compiles its own copy and uses a part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

/// One who takes requests, answers each with the status that is set, and remembers what was asked.
pub struct Recorder {
    pub address: String,
    pub status: Arc<Mutex<&'static str>>,
    /// What each answer says.
    pub body: Arc<Mutex<&'static str>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Recorder {
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let recorder = Self {
            address: listener.local_addr().unwrap().to_string(),
            status: Arc::new(Mutex::new("200 OK")),
            body: Arc::default(),
            asked: Arc::default(),
        };
        let (status, asked) = (Arc::clone(&recorder.status), Arc::clone(&recorder.asked));
        let body = Arc::clone(&recorder.body);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let stream = stream.unwrap();
                let request = request(&stream);
                asked.lock().unwrap().push(request);
                let (status, body) = (*status.lock().unwrap(), *body.lock().unwrap());
                let length = body.len();
                let head = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close");
                write!(&stream, "{head}\r\n\r\n{body}").unwrap();
            }
        });
        recorder
    }

    /// What was asked since the last time, as first line and body.
    pub fn take(&self) -> Vec<(String, String)> {
        let asked = std::mem::take(&mut *self.asked.lock().unwrap());
        let parts = |text: &String| {
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            (head.lines().next().unwrap().trim_end_matches(" HTTP/1.1").to_owned(), body.to_owned())
        };
        asked.iter().map(parts).collect()
    }
}

/// A request with its body.
fn request(stream: &TcpStream) -> String {
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut head, mut length) = (String::new(), 0);
    while !head.ends_with("\r\n\r\n") {
        let start = head.len();
        reader.read_line(&mut head).unwrap();
        if let Some(value) = head[start..].to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}
