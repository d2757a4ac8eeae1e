//! `init`: makes a repository.

use std::sync::Arc;

use crate::cli::args::InitArgs;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::{Failure, Result};
use crate::cli::open::{Passphrase, Session};
use crate::codec::chunk::ChunkSizes;
use crate::codec::passphrase::Params;
use crate::model::time::SystemClock;
use crate::repository::layout;
use crate::repository::open::{InitOptions, init};
use crate::repository::root::CommitMode;
use crate::storage::probe::{ConditionalPut, conditional_put};
use crate::storage::{Location, Storage, Unconditional};

pub fn run(session: &Session, args: &InitArgs) -> Result<ExitCode> {
    let location = session.location()?;
    let passphrase = session.passphrase(true)?;
    make(session, &location, args, &passphrase)?;
    Ok(ExitCode::Ok)
}

/// Makes a repository and says so.
pub fn make(session: &Session, location: &Location, args: &InitArgs, passphrase: &Passphrase) -> Result<()> {
    let avg = usize::try_from(args.chunk_size).unwrap_or(usize::MAX);
    if !avg.is_power_of_two() || !(4 << 10..=2 << 20).contains(&avg) {
        return Err(Failure::usage(format!("chunks cannot be {} bytes on average", args.chunk_size))
            .hint("choose a power of two between 4K and 2M"));
    }
    let memory_kib = u32::try_from(args.argon2_memory / 1024).unwrap_or(u32::MAX);
    if !(8 * 1024..=Params::MAX_MEMORY_KIB).contains(&memory_kib) {
        return Err(Failure::usage("the memory for the passphrase must lie between 8M and 4G"));
    }
    session.runtime.block_on(location.create_root())?;
    let opened = session.store(location)?;
    let probe = session.runtime.block_on(conditional_put(&opened.storage, layout::PROBE))?;
    let mode = match probe {
        ConditionalPut::Atomic => CommitMode::Conditional,
        _ => CommitMode::SingleMaintainer,
    };
    let storage: Arc<dyn Storage> = match mode {
        CommitMode::Conditional => opened.storage.clone(),
        CommitMode::SingleMaintainer => Arc::new(Unconditional::new(opened.storage.clone())),
    };
    let options = InitOptions {
        chunks: ChunkSizes { min: avg / 4, avg, max: avg * 4 },
        page_size: 16 << 10,
        passphrase: Params { memory_kib, ..Params::default() },
        mode,
    };
    let id = session.runtime.block_on(init(storage, passphrase, &options, &SystemClock))?;
    if session.global.json {
        let value = serde_json::json!({
            "message_type": "initialized", "id": id.to_string(), "repository": location.to_string(),
            "conditional_put": mode == CommitMode::Conditional,
        });
        println!("{value}");
    } else if !session.global.quiet {
        println!("made repository {} at {location}", &id.to_string()[..16]);
        println!(
            "Without the passphrase nothing can be restored. Keep it, and a key file: `sandyq key export --out FILE`."
        );
        if mode == CommitMode::SingleMaintainer {
            println!(
                "This store does not refuse a second PUT of the same object: run maintenance from one host only."
            );
        }
    }
    Ok(())
}
