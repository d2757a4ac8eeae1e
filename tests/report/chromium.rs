//! A browser without a window, steered over its debugging pipe.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

/// A browser with one page.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: BufReader<ChildStdout>,
    session: Option<String>,
    last: u64,
    /// What the page complained of.
    pub complaints: Vec<String>,
}

impl Browser {
    /// Starts it; `None` where there is none.
    pub fn start(folder: &Path) -> Option<Self> {
        let names = ["chromium", "chromium-browser", "google-chrome"];
        let found =
            |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success());
        let name = names.into_iter().find(found)?;
        // It speaks on the descriptors 3 and 4.
        let line = format!(
            "exec {name} --headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run \
            --remote-debugging-pipe --user-data-dir=\"$1\" about:blank 3<&0 4>&1 0</dev/null 1>/dev/null 2>/dev/null"
        );
        let mut shell = Command::new("sh");
        shell.args(["-c", &line, "sh"]).arg(folder).env("HOME", folder);
        let mut child = shell.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        let mut browser = Self { child, to, from, session: None, last: 0, complaints: Vec::new() };
        let target = browser.call("Target.createTarget", &json!({ "url": "about:blank" }));
        let attached = browser
            .call("Target.attachToTarget", &json!({ "targetId": target["targetId"], "flatten": true }));
        browser.session = Some(attached["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Log", "Runtime", "Network"] {
            browser.call(&format!("{domain}.enable"), &json!({}));
        }
        Some(browser)
    }

    /// Asks for something and waits for the answer.
    pub fn call(&mut self, method: &str, params: &Value) -> Value {
        self.last += 1;
        let mut call = json!({ "id": self.last, "method": method, "params": params });
        if let Some(session) = &self.session {
            call["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{call}\0").as_bytes()).unwrap();
        loop {
            let said = self.hear();
            if said["id"] == json!(self.last) {
                assert!(said["error"].is_null(), "{method}: {said}");
                return said["result"].clone();
            }
        }
    }

    /// The next that it says.
    fn hear(&mut self) -> Value {
        let mut said = Vec::new();
        self.from.read_until(0, &mut said).unwrap();
        assert_eq!(said.pop(), Some(0), "the browser is gone");
        let said: Value = serde_json::from_slice(&said).unwrap();
        let url = said["params"]["request"]["url"].as_str().unwrap_or_default();
        match said["method"].as_str() {
            Some("Log.entryAdded" | "Runtime.consoleAPICalled" | "Runtime.exceptionThrown") => {
                self.complaints.push(said["params"].to_string());
            }
            Some("Network.requestWillBeSent") if !url.starts_with("file:") && !url.starts_with("data:") => {
                self.complaints.push(format!("asks for {url}"));
            }
            _ => {}
        }
        said
    }

    /// Shows a file, and waits until it is there.
    pub fn show(&mut self, file: &Path) {
        self.call("Page.navigate", &json!({ "url": format!("file://{}", file.display()) }));
        while self.hear()["method"] != "Page.loadEventFired" {}
    }

    /// The value of an expression in the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let answer = json!({ "expression": expression, "returnByValue": true });
        self.call("Runtime.evaluate", &answer)["result"]["value"].clone()
    }

    /// A picture of all of it, as PNG.
    pub fn picture(&mut self) -> Vec<u8> {
        let picture = self.call("Page.captureScreenshot", &json!({ "captureBeyondViewport": true }));
        decoded(picture["data"].as_str().unwrap())
    }

    /// What is printed, as PDF.
    pub fn printed(&mut self) -> Vec<u8> {
        decoded(self.call("Page.printToPDF", &json!({ "preferCSSPageSize": true }))["data"].as_str().unwrap())
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Base64 to bytes.
fn decoded(text: &str) -> Vec<u8> {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut many, mut bytes) = (0u32, 0, Vec::with_capacity(text.len()));
    for byte in text.bytes().filter(|byte| *byte != b'=') {
        bits = bits << 6 | digits.iter().position(|digit| *digit == byte).unwrap() as u32;
        many += 6;
        if many >= 8 {
            many -= 8;
            bytes.push((bits >> many) as u8);
            bits &= (1 << many) - 1;
        }
    }
    bytes
}
