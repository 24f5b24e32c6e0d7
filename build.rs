//! The templates, phrases and country tables are embedded folder by folder: a new file in one of them is a new build.

fn main() {
    println!("cargo::rerun-if-changed=templates");
}
