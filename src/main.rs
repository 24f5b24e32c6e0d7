fn main() {
    let p = std::env::args().nth(1).unwrap();
    let l = noticec::load::load(&std::env::current_dir().unwrap(), &[p.into()], None).unwrap();
    for f in &l.findings { println!("{} {} {:?} {:?}", f.code, f.fault.message, f.fault.help, l.sources.position(f.span())); }
    for n in &l.notices { match noticec::model::resolve(n) { Ok(m) => { println!("ok {} purposes {}", m.id, m.purposes.entries.len());
       let j = m.to_json().unwrap(); let b = noticec::model::Model::from_json(&j).unwrap(); println!("{}", b.to_json().unwrap()==j); }, Err(e) => for f in e { println!("{} {} {:?} {:?}", f.code, f.fault.message, f.fault.help, l.sources.position(f.span())); } } }
}
