//! `init`: makes a repository.

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit_code::ExitCode;
use crate::cli::failure::Result;
use crate::cli::output;
use crate::cli::pin::Pin;
use crate::cli::secrets::Passphrase;
use crate::codec::chunk::ChunkSizes;
use crate::codec::passphrase::Params;
use crate::model::quantity;
use crate::model::time::SystemClock;
use crate::operations::init;
use crate::report;
use crate::repository::open::InitOptions;
use crate::repository::root::CommitMode;
use crate::storage::{Location, Opened};

/// Options of `init`.
#[derive(Debug, Clone, Default, Args)]
pub struct InitArgs {
    /// Average size of chunks, a power of two from 4K to 2M: smaller ones find more in common, larger ones need
    /// less index [default: 128K]
    #[arg(long, value_name = "SIZE", value_parser = chunk_size)]
    pub chunker_avg: Option<usize>,
    /// Size of the pages that disk images and databases are cut into, a power of two from 4K to 128K: smaller ones store
    /// less of what changes, larger ones need less index [default: 16K]
    #[arg(long, value_name = "SIZE", value_parser = page_size)]
    pub page_size: Option<u32>,
    /// Memory that each guess of a passphrase takes, 8M to 4G [default: 64M]
    #[arg(long, value_name = "SIZE", value_parser = argon2_memory)]
    pub argon2_memory: Option<u32>,
}

const PAGE_SIZE: u32 = 16 << 10;

fn chunk_size(text: &str) -> Result<usize, String> {
    power_of_two(text, 2 << 20, "2M")
}

fn page_size(text: &str) -> Result<u32, String> {
    power_of_two(text, 128 << 10, "128K")
}

/// One from 4 KiB to `most`, which people call `name`.
fn power_of_two<N: TryFrom<u64>>(text: &str, most: u64, name: &str) -> Result<N, String> {
    let size = quantity::parse_bytes(text)?;
    let usable = size.is_power_of_two() && (4 << 10..=most).contains(&size);
    N::try_from(size)
        .ok()
        .filter(|_| usable)
        .ok_or_else(|| format!("choose a power of two from 4K to {name}"))
}

/// In KiB, as Argon2 counts.
pub fn argon2_memory(text: &str) -> Result<u32, String> {
    let kib = quantity::parse_bytes(text)? / 1024;
    let usable = (8 * 1024..=u64::from(Params::MAX_MEMORY_KIB)).contains(&kib);
    u32::try_from(kib).ok().filter(|_| usable).ok_or_else(|| "choose from 8M to 4G".to_owned())
}

/// The cost of guessing, with this memory if any is named.
pub fn params(memory_kib: Option<u32>) -> Params {
    let usual = Params::default();
    Params { memory_kib: memory_kib.unwrap_or(usual.memory_kib), ..usual }
}

pub fn run(context: &Context, args: &InitArgs) -> Result<ExitCode> {
    make(context, &context.location()?, args)?;
    Ok(ExitCode::Ok)
}

/// Makes a repository and says so. Nothing is made before there is a passphrase, and none is asked for in vain.
pub fn make(context: &Context, location: &Location, args: &InitArgs) -> Result<(Opened, Passphrase)> {
    let existing = match context.store(location) {
        Ok(opened) => Some(opened),
        Err(failure) if failure.code == ExitCode::NoRepository => None,
        Err(failure) => return Err(failure),
    };
    if let Some(opened) = &existing {
        context.block_on(init::check_vacant(location, &*opened.storage))?;
    }
    let pin = context.pin(location);
    pin.as_ref().map_or(Ok(()), Pin::check_vacant)?;
    let passphrase = context.source()?.passphrase(&context.console, true)?;
    let opened = match existing {
        Some(opened) => opened,
        None => {
            context.block_on(location.create_root())?;
            context.store(location)?
        }
    };
    let usual = ChunkSizes::default();
    let own = context.settings.from_file();
    let chunker_avg = args.chunker_avg.or_else(|| usize::try_from(own.bytes("init.chunker_avg")?).ok());
    let page_size = own.bytes("init.page_size").and_then(|bytes| u32::try_from(bytes).ok());
    let memory = own.bytes("init.argon2_memory").and_then(|bytes| u32::try_from(bytes / 1024).ok());
    let chunks =
        chunker_avg.map_or(usual, |avg| ChunkSizes { min: avg / 4, avg, max: avg.saturating_mul(4) });
    let options = InitOptions {
        chunks,
        page_size: args.page_size.or(page_size).unwrap_or(PAGE_SIZE),
        passphrase: params(args.argon2_memory.or(memory)),
        mode: CommitMode::SingleMaintainer,
    };
    let made = context.block_on(init::run(&opened.storage, &passphrase, &options, &SystemClock))?;
    if let Some(pin) = pin {
        pin.check(made.repository, !context.global.no_cache)?;
    }
    let place = location.to_string();
    if context.global.json {
        output::print(report::repository::json(&made, &place))?;
    } else if !context.global.quiet {
        output::print(report::repository::text(&made, &place))?;
    }
    Ok((opened, passphrase))
}
